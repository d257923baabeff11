/** Whether somebody doubts that it is the lender who writes: they are shown proof, and asked for nothing secret. */
export function asksProof(text: string): boolean {
  const said = text.normalize("NFKC").toLowerCase().replace(/[’‘]/g, "'").trim();
  return said.length <= longest && (doubtsZh.test(said) || doubtsEn.test(said));
}

/** A longer text tells of more than a doubt. */
const longest = 60;

const doubtsZh =
  /(?:是不是|是|不会是|该不会是|怕不是)(?:个)?(?:骗子|诈骗|骗人|电信诈骗|假的|冒充)的?(?:短信|公司|吧|吗|么|嘛|呢|\?|$)|^(?:骗子|诈骗)(?:吧|吗|么|\?)|骗(?:我|人)的?(?:吧|吗|么)|冒充.{0,8}(?:吧|吗|么|\?)|(?:怎么|如何|怎样)(?:才能)?(?:知道|证明|相信|确认|核实|确定|信)(?:.{0,6}(?:你|您|是真|真的|身份|不是骗)|$|\?)|(?:凭什么|为什么要|为啥要)(?:相)?信(?:你|您)|(?:你|您|你们|这).{0,6}(?:真的|真实|官方|正规)(?:还是假|吗|么|嘛|\?)|真的假的|是真是假|(?:有什么|拿什么|有啥)(?:证明|凭据|证据).{0,6}(?:你|您)|证明(?:一下)?(?:你|您)(?:是|们是|的身份)/;
const doubtsEn =
  /\bhow (?:do|can|would|could|will|should) (?:i|we) (?:know|be sure|verify|trust|tell|check|believe|confirm)\b.{0,40}\b(?:you|this|it|u|real|legit|genuine)\b|\b(?:is|isn't) (?:this|it|that) (?:a |an |some |some kind of )?(?:scam|fraud|phishing|fake|hoax|spam|con|trick|legit|legitimate|real|genuine|really (?:you|from))\b|\b(?:are|r) (?:you|u) (?:a |an |even |really |actually )*(?:scam\w*|fraud\w*|fake|legit|legitimate|real|genuine|who you say|from the (?:bank|lender))\b|\bprove (?:it|you|that you|who you|your identity)\b|\bwhat proof\b|\b(?:looks|sounds|smells|seems) like a (?:scam|fraud|phish)|^(?:scam|fraud|phishing)\W*$|\bwhy should i (?:trust|believe) (?:you|this|u)\b|\bcan you prove\b/;
