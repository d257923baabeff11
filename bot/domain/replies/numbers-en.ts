/** English numbers in words: "two thousand five hundred", "a hundred and twenty", "five and a half". */
const small: Readonly<Record<string, number>> = {
  zero: 0,
  nil: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  single: 1,
};
/** Lakh and crore are how sums are said in India, Pakistan, Nepal and Bangladesh. */
const big: Readonly<Record<string, number>> = {
  hundred: 100,
  dozen: 12,
  dozens: 12,
  thousand: 1e3,
  grand: 1e3,
  k: 1e3,
  lakh: 1e5,
  lakhs: 1e5,
  lac: 1e5,
  crore: 1e7,
  crores: 1e7,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  g: 1e9,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  trillion: 1e12,
};

const word = [...Object.keys(small), ...Object.keys(big).filter((w) => w.length > 2)].toSorted((a, b) => b.length - a.length).join("|");
/** Words only (digits are the numerals' business), or digits followed by a size. */
export const englishRun = `(?<![a-z])(?:(?:a|an|half a|${word}|\\d[\\d,]{0,14}(?:\\.\\d{1,6})?)(?:[ -]?(?:and )?(?:${word}|\\d{1,3}(?:\\.\\d+)?(?=[ -](?:${word}))|a half|(?:${Object.keys(
  big,
)
  .filter((w) => w.length <= 2)
  .join("|")})(?![a-z]))){1,16}|${word})(?![a-z])`;

export function readEnglishNumber(text: string): number | undefined {
  let total = 0;
  let group = 0;
  let any = false;
  for (const raw of text
    .replace(/(\d)(?=[a-z])/g, "$1 ")
    .replaceAll(",", "")
    .split(/[ -]+/)) {
    if (raw === "and" || raw === "") continue;
    if (raw === "a" || raw === "an") {
      group += group === 0 ? 1 : 0;
      continue;
    }
    if (raw === "half") {
      group += 0.5;
      any = true;
      continue;
    }
    const value = small[raw] ?? (/^\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : undefined);
    if (value !== undefined) group += value;
    else {
      const size = big[raw];
      if (size === undefined) return undefined;
      if (size === 100 || size === 12) group = (group || 1) * size;
      else {
        total += (group || 1) * size;
        group = 0;
      }
    }
    any = true;
  }
  return any ? Number((total + group).toPrecision(15)) : undefined;
}
