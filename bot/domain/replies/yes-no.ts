/** A plain yes or no to what was asked; undefined where the text is neither, or both. */
export function yesNo(text: string): boolean | undefined {
  const first = (/^[^，,。.;!?~]{0,24}/.exec(text.trim())?.[0] ?? "").replace(/\s+/g, " ").trim();
  if (text.includes("?") || question.test(text.slice(-3))) return undefined;
  if (no.test(first)) return false;
  return yes.test(first) ? true : undefined;
}

const tail = "(?:的|吧|啊|呀|呢|哦|噢|喔|啦|了|嘞|呗|滴|哒|谢谢|thanks|thank you|please|sir|bro|ma'am|确认|没问题|我| )*";
const yesWord = "是|是的|是我|我是|系|系啊|对|对的|没错|正确|好|好的|好滴|好嘞|行|可以|可|中|得|嗯|恩|嗯嗯|同意|确认|确定|没问题|冇问题|当然|当然可以|要得|成|就是|是本人|本人|ok|okay|okey|k|okk|yes|y|yeah|yep|yup|ya|sure|right|correct|that's right|that is correct|exactly|agreed?|confirm(?:ed)?|of course|fine|deal|absolutely|it's me|this is (?:me|he|she)|speaking|shi|hao|haode|1|👍|👌|✅|🆗|✔|💯";
const noWord = "不|不是|不是的|不是我|我不是|不对|错|错了|不好|不行|不可以|不中|不同意|不要|否|没有|唔系|唔得|唔好|不成|不能|没|不确认|不方便|no|nope|nah|n|not really|not me|incorrect|that's wrong|negative|never|disagree|不ok|👎|❌|✖|2";
const yes = new RegExp(`^(?:(?:${yesWord})${tail}){1,3}$`, "u");
const no = new RegExp(`^(?:(?:${noWord})${tail}){1,3}$`, "u");
const question = /[吗么嘛]/;
