/**
 * Which of `count` numbered options a text names (from 1); undefined where it names none or more than one. Only a text
 * that says little else is a choice: "2", "第二种", "选2吧", "option two please".
 */
export function choiceIn(text: string, count: number): number | undefined {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[\s"“”.,，。!！~～、()（）:：#]+/g, " ")
    .trim();
  const match = zh.exec(plain.replaceAll(" ", "")) ?? en.exec(plain);
  const said = match?.[1];
  const number = said === undefined ? undefined : (numbers.get(said) ?? Number(said));
  return number !== undefined && number >= 1 && number <= count ? number : undefined;
}

const numbers = new Map(
  [
    ["一", "1", "one", "first", "1st"],
    ["二", "2", "two", "second", "2nd", "两"],
    ["三", "3", "three", "third", "3rd"],
  ].flatMap((words, i) => words.map((word) => [word, i + 1] as const)),
);

const zh =
  /^(?:还是|那就?)?(?:我?(?:想|要|就)?(?:选择?|按|用|要|办)?(?:方案|选项|安排)?第?)([1-3一二三])(?:个|种|项|号|条)?(?:方案|选项|安排|办法)?(?:可以|就行|就好|行|好|吧|了|哦|啊|谢谢|的)*$/u;
const en =
  /^(?:i(?:'d| would)? (?:like|choose|prefer|take|want|pick) |let's (?:do|take) |please |ok |okay |yes )?(?:(?:the|option|number|no|choice|plan) )*([1-3]|one|two|three|first|second|third|1st|2nd|3rd)(?: (?:one|option|choice|plan))?(?: (?:please|thanks|thank you|is (?:fine|ok|good)|works))?$/;
