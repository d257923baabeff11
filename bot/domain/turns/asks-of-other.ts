/**
 * Whether somebody asks about another person's debt: of family, of a guarantor, of a member of their group. Nobody is
 * told of another's, whoever they are and whatever they know already.
 */
export function asksOfOther(text: string): boolean {
  const said = text.normalize("NFKC").toLowerCase().replace(/[’‘]/g, "'").trim();
  return said.length <= longest && asks.test(said) && (otherZh.test(said) || otherEn.test(said));
}

/** A longer text tells a story, and a story is for people. */
const longest = 100;

const asks =
  /\?|吗|么|多少|几号|什么时候|哪天|没有$|没$|呢$|告诉我|查(?:一)?下|问(?:一)?下|有没有|是不是|\b(?:how|when|what|has|have|did|does|do|is|are|was|tell me|let me know|can|could|who)\b/;

const family =
  "(?:我|咱|她|他)?(?:家)?(?:老公|老婆|丈夫|妻子|媳妇|爱人|先生|太太|爸爸?|妈妈?|父亲|母亲|父母|儿子|女儿|哥哥?|弟弟?|姐姐?|妹妹?|舅舅?|叔叔?|婆婆|公公|亲戚|朋友|同事|邻居|室友|男朋友|女朋友|前夫|前妻|合伙人)";
const otherZh = new RegExp(
  `(?:${family}|(?:组里|小组|同组|联保)?(?:其他|别的)(?:的)?(?:人|组员|成员|几个人|几家)|组员|组长|别人|担保的那个(?:人)?|我担保的|被担保人|借款人|(?<!其)(?:他|她)(?:们)?|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤](?:先生|女士|老板|[\\u4e00-\\u9fff]{1,2}(?=欠|还了|还清|还没|逾期|的贷款|的借款|贷了|借了)))` +
    ".{0,12}(?:欠|还(?:了|清|没|款|钱|多少|得)|逾期|贷款|借款|借了|贷了|账单|该还|应还|交了|付了|余额)",
);
const who =
  "(?:my|his|her|their|the other|another|somebody else's|someone else's) (?:husband|wife|spouse|partner|boyfriend|girlfriend|ex|father|dad|mother|mum|mom|parents|son|daughter|brother|sister|uncle|aunt|cousin|friend|neighbou?r|colleague|boss|co-?signer|members?|borrowers?|group|people|family)";
const otherEn = new RegExp(
  `\\b(?:how much|what|when|if|whether|has|have|did|does|do|is|are|was)\\b.{0,20}\\b(?:${who}|he|she|they|the (?:rest|others?)(?: of (?:my|the|our) (?:group|members?))?|(?:the )?other (?:members?|borrowers?|people)|the (?:person|one|borrower|man|woman) (?:i|who|whom|that)|group members?)\\b.{0,30}\\b(?:owe[sd]?|owing|due|paid|pay|late|overdue|behind|borrow(?:ed)?|loan|debt|balance|repa(?:y|id)|left|miss(?:ed)?)\\b|\\b${who}(?:'s)? (?:debt|loan|balance|payments?|account|instal+ments?)\\b|\\b(?:his|her|their) (?:debt|loan|balance|payments?|instal+ments?)\\b`,
);
