/** Which place of the list a text names (from 1): "2", "２", "第二个", "选2吧", "option two"; `said`: that it is a place. */
export function optionNumber(text: string): { readonly number: number; readonly said: boolean } | undefined {
  const match = zh.exec(text.replaceAll(" ", "")) ?? en.exec(text);
  const { before, number: name, after } = match?.groups ?? {};
  const number = name === undefined ? undefined : (words.get(name) ?? Number(name));
  return number === undefined ? undefined : { number, said: before !== undefined || after !== undefined };
}

const names = [
  "一|one|first|1st",
  "二|two|second|2nd|两",
  "三|three|third|3rd",
  "四|four|fourth|4th",
  "五|five|fifth|5th",
  "六|six|sixth",
  "七|seven|seventh",
  "八|eight|eighth",
  "九|nine|ninth",
];
const words = new Map(names.flatMap((all, i) => all.split("|").map((word) => [word, i + 1] as const)));
const zh =
  /^(?<before>(?:我?(?:选择?|要|按))?第|我?选择?|选项|答案是?)?(?<number>\d{1,2}|[一二两三四五六七八九])(?<after>[个项种条号](?!月))?[.。)）、,，]?(?:吧|了|啊|哦|呢|的)*$/u;
const en =
  /^(?<before>(?:i(?:'ll)? (?:choose|pick|take) )?(?:(?:the|option|number|no\.?|choice|answer) ?)+)?(?<number>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)(?<after> (?:one|option))?[.)]?(?: (?:please|thanks))?$/;
