import type { YesBy } from "./reply.ts";

/** A plain yes or no to what was asked; undefined where the text is neither, or both. */
export function yesNo(text: string): boolean | undefined {
  const first = (/^[^，,。.;!?~]{0,24}/.exec(text.trim())?.[0] ?? "").replace(/\s+/g, " ").trim();
  if (text.includes("?") || question.test(text.slice(-3))) return undefined;
  if (yes.test(first)) return true;
  return no.test(first) ? false : undefined;
}

/** How the yes of a text that says yes was said. */
export function yesBy(text: string): YesBy {
  const start = text.trimStart();
  if (plainYes.test(start)) return "plain";
  return /^[\p{L}]/u.test(start) ? "courtesy" : "sign";
}

const plainYes =
  /^(?:嗯+[，, ]?)?(?:是(?!否|不是)|就是我|我(?:就)?是|系|对|没错|正确|本人|我本人|(?:yes+|ye[ap]+h?|yep|yup|ya|yah|yas|y|aye|correct|right|true|i am|i'm|it's me|it is me|that's me|this is (?:me|he|she)|speaking|affirmative|shi|shide|dui|ndio|ndiyo|haan|ha ji|ji|oo|opo)(?![a-z']))/;

/**
 * The answer to a yes/no question of a check-in, where the words around it may be many ("I think that would work, so
 * yes"). The first clause that says either decides; doubt is neither.
 */
export function findYesNo(text: string): boolean | undefined {
  const bounded = text.slice(0, 400).trim();
  if (flatNo.test(bounded)) return false;
  const plain = yesNo(text);
  if (plain !== undefined) return plain;
  if (doubt.test(bounded) || /[?]|[吗么]$/.test(bounded)) return undefined;
  for (const clause of bounded.split(/[，,。.;!~\n]+/)) {
    const said = opening(clause) ?? judged(clause);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** How a clause begins: 不是，我说是7月4号; "yes this is true". */
function opening(clause: string): boolean | undefined {
  const start = clause.trim();
  if (yes.test(start)) return true;
  if (opensNo.test(start)) return false;
  return opensYes.test(start) ? true : undefined;
}

function judged(clause: string): boolean | undefined {
  if (saysNo.test(clause)) return false;
  return saysYes.test(clause) ? true : undefined;
}

const tail = "(?:的|吧|啊|呀|呢|哦|噢|喔|啦|了|嘞|呗|滴|哒|哈|谢谢|thanks|thank you|please|sir|madam|boss|bro|ma'am|man|dear|确认|没问题|我| )*";
const yesWord =
  "是|是的|是我|我是|就是我|系|系啊|係|对|对的|对对|没错|没有错|没毛病|不错|正确|好|好的|好滴|好嘞|好啊|行|行吧|可以|可以的|可|中|得|成|嗯|恩|嗯嗯|嗯呐|唔|哎|同意|确认|确定|没问题|没有问题|冇问题|当然|当然可以|要得|成交|就是|就这样|就这么定了?|说定了|定了|一言为定|是本人|本人|我本人|没意见|照办|收到|有|有的|会|会的|能|能的|要|要的|愿意|需要|ok|okay|okey|oki|k|kk|okk|okie|yes|yess+|yea|yea?h|y|yep|yup|ya|yah|yas|aye|sure|sure thing|right|correct|true|that's (?:right|correct|true|it|fine|ok|okay)|that is (?:right|correct|true|fine)|exactly|i? ?agreed?|i do|i am|i am the one|yes i am|i will|i confirm|confirm(?:ed)?|affirmative|of course|certainly|definitely|fine|deal|done deal|alright|all right|perfect|absolutely|it's me|it is me|that's me|this is (?:me|he|she)|speaking|shi|shide|hao|haode|dui|xing|keyi|ji|ndio|ndiyo|sawa|haan|ha ji|oo|opo|1|👍|👌|✅|🆗|✔|💯|🙆|🙏";
const noWord =
  "不|不是|不是的|不是我|我不是|不对|不对的|错|错了|不好|不行|不可以|不中|不同意|不要|不用|不需要|不会|不想|不愿意|否|没有|没有的|还没|还没有|没|没呢|唔系|唔得|唔好|不成|不能|不确认|不方便|不得|并没有|并不是|没这回事|no|nope|noo+|nah|na|naa|n|not really|not me|not at all|not yet|incorrect|wrong|false|that's (?:wrong|not right|not correct|incorrect|false)|that is (?:wrong|not right|not correct|incorrect|false)|negative|never|disagree|i don't|i won't|no way|hapana|nahi|nahin|hindi|不ok|👎|❌|✖|🙅|2";
const yes = new RegExp(`^(?:(?:${yesWord})${tail}){1,3}$`, "u");
const no = new RegExp(`^(?:(?:${noWord})${tail}){1,3}$`, "u");
const question = /[吗么嘛]/;

const doubt =
  /不知道|不清楚|不确定|不一定|说不准|说不好|不好说|没想好|再说|看情况|考虑|可能吧|也许|或许|大概|\b(?:maybe|might|perhaps|possibly|unsure|undecided|not (?:really |quite |totally |entirely |actually |completely |so |too |100% )*(?:sure|certain)|(?:don't|do not|dunno|didn't) (?:really |actually |quite )?(?:know|remember|recall)|can't (?:say|tell|answer|decide)|cannot (?:say|tell)|not able to (?:say|tell|answer)|no idea|no clue|either way|both|depends|hard to say|uncertain|could be|idk|i guess|50.?50|unable to)\b/;
const opensYes =
  /^(?:(?:嗯|对|是(?!不是|否|谁|什么|哪|吗)|好(?!像|几|多|久|不|吗|烦)|行(?!不行|吗)|可以(?!吗|不)|同意|没错|没问题|当然|愿意|确认|收到了)+|(?:yes|yeah|yep|yup|ya|sure|okay|ok|absolutely|definitely|certainly|of course|agree|correct|right|true|affirmative|roger|indeed|fine|i do\b|i am\b(?! not)|i have\b(?! not)|i did\b(?! not)|👌|👍|✅)(?![a-z]))/u;
const opensNo =
  /^(?:不(?!错|过|好意思|少|久|客气|但|仅)|没(?!错|问题|关系|毛病|事)|否|别(?!人)|未|错(?!过)|(?:no|nope|nah|never|negative|not|false|wrong|incorrect|i don't|i do not|i didn't|i haven't|i'm not|i am not|i won't|👎|❌)(?![a-z]))/u;
const flatNo =
  /\b(?:that|it|this|that's|it's|statement|answer|which)\b.{0,12}(?:\bnot\b|n't)(?: (?:really|quite|at all|even|in fact|actually))?(?: (?:ok|okay|right|correct|true|it|so|the case|fine|good|accurate|me))\b|\bno way\b|\b(?:is|it's|that's|are|be) (?:false|incorrect|wrong|untrue|a lie|a no|a negat\w+)\b|\bnegatory\b|\banswer(?: to (?:that|this|your question))? (?:is|would be) (?:no|negative)\b|\bno is my\b|不(?:太)?同意/;
const saysNo =
  /(?:不是|不对|不行|不可以|不能|不要|不用|不会|不想|不同意|没有|没收到|还没|从没|不需要|不愿|不方便|不成|否认|反对|拒绝)|\b(?:not|no|never|nope|n't|disagree|decline|refuse|reject|false|wrong|incorrect|untrue)\b|n't\b/;
const saysYes =
  /同意|可行|可以|没问题|愿意|确认|当然|正确|收到了|是的|对的|好的|赞成|支持|\b(?:yes|yeah|yep|agree|correct|true|right|fine|okay|ok|sure|works?|checks out|let's do it|accurate|affirmative|go ahead|sounds good|absolutely|definitely|indeed|roger)\b|👌|👍|✅/u;
