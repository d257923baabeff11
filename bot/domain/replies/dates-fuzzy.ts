/** Times that name no single day; events whose day nobody knows (POLICY: fuzzy). */
const income = "工资|薪水?|货款|工程款|奖金|尾款|回款|款子|补贴|退税|佣金|提成|分红|公积金|养老金|租金|定金|贷款|年终奖";

export const fuzzyZh = new RegExp(
  [
    "过(?:几|些|两)[天日](?!数)",
    "(?:这|近|前)?(?:几|两)天(?!前|后|内|之|以)",
    "(?:这|下{1,3}|本)个?(?:周|星期|礼拜)(?!的?[一二三四五六日天末1-7])(?:内|之内|以内)?",
    "(?:这|下{1,3}|本)个?月(?!份?的?[\\d一二三四五六七八九十初中底末上今第最]|下旬)(?:内|之内|以内|份)?(?!供)",
    "(?<![一二两三四五六七八九十半几个\\d])月内",
    "腊月|正月(?![初十廿二三\\d])",
    "明年(?!\\d|[一二三四五六七八九十])",
    "(?:过)?(?:一)?阵子",
    "过段时间",
    "以后(?!的)",
    "改天|改日|回头|尽快|尽早|马上|立刻|立马|即刻|赶紧|等?(?:一)?会儿?(?!还是)|待会|晚点|迟点|最近|迟早|早晚(?!班)|随时|有空|到时候?",
    `(?:等|(?<!刚|刚刚|已经|才)(?:发|拿|领|收|结|开)(?:到|了|完)?)(?:${income})`,
    `(?:${income}|收成|钱|款|结账|拆迁款|保险).{0,3}(?:下来|到了|到手|到账|批下|发了?|一?到|后|回来|结了)`,
    "(?<!刚|已经|才)发(?:工资|薪|钱)(?:那天|日|后|了|就)?",
    "有钱(?:了|的时候|就)",
    "(?:卖|收)(?:完|了|掉|了?粮|了?猪|了?菜)(?!人)",
    "手头(?:松|宽裕)",
    "找到工作",
    "出院",
    "等.{1,8}(?:了|后|以后|的时候)(?=我?(?:再|就|一定|马上)?(?:还|转|付|给))",
  ].join("|"),
  "g",
);

export const fuzzyEn = new RegExp(
  `\\b(?:${[
    "(?:this |next |the |over the |at the )?weekend",
    "(?:this|next|coming|within the|in the coming) (?:week|month|year)(?! (?:on|mon|tue|wed|thu|fri|sat|sun))",
    "(?:in )?(?:a )?(?:few|couple(?: of)?|some|several) (?:more )?(?:days|weeks|months)(?! ago)",
    "soon(?:est)?|asap|later|some ?time|right away|immediately|shortly|in no time|one of these days|eventually|as soon as possible",
    "pay ?day|salary day",
    "(?:when|whenever|once|after|as soon as|if|until|till) (?:i|we|my|they|the|salary|wages?|payment) ?[^,.;]{0,30}?(?:paid|salary|wages?|money|paycheck|cheque|check|pay|job|arrives?|comes?|received?|harvest|sells?|sold|lands?|hits?|credited|commission|bonus|customers?)",
    "after (?:salary|payday|harvest|the harvest)",
    "(?:in|until|till|by|early|mid|late|sometime in|during|within) (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z\\d])(?! ?\\d)",
    "mid(?:dle)?[- ]?(?:of )?(?:the |this |next )?(?:month|week)",
    "early next (?:week|month)",
    "(?:beginning|start) of (?:the |this |next )?(?:week|month|year)",
    "end of (?:the |this )?year|year[- ]?end",
    "tomorrow or (?:the )?day after",
  ].join("|")})\\b`,
  "g",
);

/** What makes a named day an event's: pay day, money coming in, somebody else's doing. */
export const event = new RegExp(
  `(?<!刚|刚刚|已经|才)(?:发|拿|领|开)(?:到|了|完)?(?:${income}|薪|钱)|(?:${income}|老板|公司|客户|对方|甲方|工地)(?:才|就|要|会|再)?(?:给我)?(?:下来|到了?(?!期)|到手|到账|入账|付款|批|发(?!短信)|结账|结清|打给我|打款|给钱)|(?:老板|公司|客户|对方|甲方|工地).{0,8}?(?:付款|打款|结账|给钱)|(?:钱|款|账).{0,3}(?:收齐|收到|收回|要回)|入账当天|(?:卖|收)(?:了|完|掉)(?!.{0,2}(?:\\d|[一二三四五六七八九十百千万]))|(?:中|开)奖|\\b(?:i|we) (?:will |should |'ll )?(?:get|receive|am getting|collect|draw) (?:my |the |our )?(?:paid|salary|wages?|money|pay|paycheck|cheque|check|commission|bonus|pension)|\\b(?:my|the|our) (?:salary|wages?|pay|pension|paycheck|commission|bonus)\\b|pay ?day|salary (?:comes|day|date|will)|gets? (?:his|her|their) (?:salary|pay)|\\bpaid on (?:the )?$`,
);
