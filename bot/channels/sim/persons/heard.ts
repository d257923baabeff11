/** What a text of the lender's asks of the person who reads it. */
export type Heard =
  | "identity"
  | "choice"
  | "confirm"
  | "amount"
  | "when"
  | "rephrase"
  | "reminder"
  | "ready"
  | "numbered"
  | "takings"
  | "checkin"
  | "statement";

/** The language that most of it is in: a lender's Chinese name stands in English texts too. */
export function languageOf(text: string): "zh" | "en" {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  return han > words ? "zh" : "en";
}

/** As a hurried reader takes it: by its question first, then by its subject. */
export function heardAs(text: string): Heard {
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? "statement";
}

const patterns: readonly (readonly [Heard, RegExp])[] = [
  ["identity", /请问[您你]?是.{1,30}吗|本人吗|am i (speaking|talking|chatting|writing) (with|to)|is this (?!right|correct|what).{1,40}\?/iu],
  // A check-in opens, lists what may be chosen, or asks what came in.
  ["ready", /现在方便.{0,8}吗|now a good time/iu],
  ["choice", /回复数字|reply with its number/iu],
  ["numbered", /^1\. /mu],
  ["takings", /收进|came in/iu],
  [
    "rephrase",
    /没.{0,4}(听|看|弄)?(明白|懂|理解)|换(个|一个|种)说法|再说一(遍|次)|(did not|didn't|don't|could not|couldn't) .{0,12}(understand|catch|get)|rephrase|say (it|that) again|(other words|another way)/iu,
  ],
  ["amount", /多少(钱|元)?(呢)?[？?]|还多少|什么金额|how much/iu],
  ["when", /哪(一)?天|什么时候|几号|何时|方便的日子|when (can|will|do|would|could)|(which|what) (day|date)|is there a day/iu],
  [
    "confirm",
    /(对吗|对吧|是吗|没错吧|是这样吗|对不对|可以确认吗|您确认吗|可以吗)|请.{0,4}确认|do you mean|(is that|is this|have i got that|did i get that) (right|correct)|(right|correct)\?|please confirm|can you confirm|do you confirm|all right with you/iu,
  ],
  ["reminder", /还款日|应还|到期|逾期|还款\s*[^\s\d，。]{0,4}\d|\b(over)?due (on|in|today|tomorrow)\b|\b(is|are|was|were|falls?|fell) (over)?due\b/iu],
  ["checkin", /(生意|经营|近况).{0,20}[？?]|how('s| is| are| has) .{0,30}\?/iu],
];
