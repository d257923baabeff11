/** As safety-broad.ts, for what is said about paying: kinds of words that together hint at an intent. */
import type { IntentName } from "./reply.ts";
import type { Rule } from "./rule.ts";

const hint = (intent: IntentName, name: string, pattern: RegExp, unless?: RegExp): Rule => ({ intent, name, pattern, weak: true, ...(unless && { unless }) });

const payZh = "还|付|缴|交|转|汇|打|存|结|给|入|扣|划";
const badZh = "没|无|冇|断|停|关|倒|垮|塌|黄|亏|赔|欠|拖|跑|失|丢|被|坏|死|伤|病|差|少|难|紧|烂|淹|烧|旱|灾|骗|抢|偷|裁|炒|辞|压|卖不|收不|找不";
const lifeZh =
  "工资|工作|收入|生意|公司|单位|工厂|厂|店|铺|货|活|订单|客户|老板|钱|款|房|家|地|庄稼|果|粮|菜|猪|鸡|羊|牛|鱼|车|身体|孩子|老人|爸|妈|老婆|老公|腿|手|眼|账户|银行卡";

export const intentsBroadZh: readonly Rule[] = [
  hint(
    "paid",
    "a payment behind",
    new RegExp(
      `(?:${payZh})\\S{0,5}?(?:了|过|完|清|掉|好|出去|进去|走|成功)(?!吗|没|么|\\?|再)|(?:已|早|刚|昨|前天|上周|上个?月|今早|中午).{0,10}?(?:${payZh})`,
    ),
    /没|未|不|明天|后天|会|要|等|如果|就(?:还|给|转|付)|再|吗|怎|多少/,
  ),
  hint(
    "hardship",
    "life gone wrong",
    new RegExp(
      `(?:${lifeZh}).{0,5}?(?:${badZh})|(?:${badZh}).{0,4}?(?:${lifeZh})|住院|手术|ICU|icu|化疗|透析|癌|瘤|中风|瘫|残|骨折|车祸|工伤|待业|失业|下岗|破产|低保|离婚|坐牢|判了|拘留|月子|难产|揭不开|吃不上|吃饭都|断供|疫情|灾|绝收`,
    ),
    /没(?:有)?(?:问题|关系|说|忘)|没收到|死机|别再?发|发工资|出院|不认识|错/,
  ),
  hint(
    "refuse",
    "will not",
    new RegExp(
      `(?:不|没|别|休|拒|懒得|绝不|偏不|死不|凭什么|一分|一毛|有本事|随便|爱).{0,5}?(?:还|付|给|交|钱|想|告|咋|怎)|(?:告|起诉|法院|抓).{0,4}(?:我|去|吧|啊|就)|老赖|赖账|没门|没戏|做梦|下辈子|义务`,
    ),
    /没说|不会不还|不是不|没钱|还没|还不[起上了]|怎么还|[?吗]$/,
  ),
  hint(
    "extension",
    "more time or less to pay",
    /(?:能|可以|可否|能否|可不可以|可唔可以|行不行|想|求|请|帮|申请|要求|希望|麻烦).{0,12}?(?:晚|迟|延|缓|宽|推|挪|分|减|免|少|停|降|改|下个?月|再|后|长|慢|协商|时间|先息)|(?:晚|迟|延|缓|宽|推|挪|分期|减|免|少还|停息|下个?月|再.{0,3}[天月周]|时间|展期|续).{0,10}?(?:行|可以|得|吗|么|好|成|不$|\?)/,
  ),
  hint(
    "human",
    "a person, by voice or face",
    /(?:人工|真人|活人|客服|经理|领导|主管|老板|负责人|专员|信贷员|业务员|工作人员|人).{0,6}?(?:说|讲|谈|聊|沟通|联系|接|回|来|跟我|和我)|(?:打|回|来|给我).{0,4}?(?:电话|电)|(?:电话|当面|面对面|见面|上门).{0,4}?(?:说|讲|谈|聊|沟通)|转.{0,3}人|(?:和|跟|与|同|找|叫|让|换|派).{0,4}?(?:人|经理|领导|客服|主管|负责人|信贷员)/,
    /别|不要|不用|他|她|认错|错人|打错|家人/,
  ),
  hint(
    "partial",
    "a part",
    /(?:先|只|就|最多|目前|暂时|手[上里头]|现在).{0,8}?(?:[\d一二两三四五六七八九十百千万几]+[百千万元块]?|一半|一部分|部分|一点|一些|点)(?!天|周|月|号|期|日)|(?:一半|部分|剩下|其余|余下|零头|大头)/,
    /已经|还了|几天|一天|两天|分期/,
  ),
];

export const intentsBroadEn: readonly Rule[] = [
  hint(
    "paid",
    "a payment behind",
    /\b(?:paid|sent|transferred|deposited|settled|cleared|debited|deducted|posted|credited|wired|mailed|handed|gave|dropped off|taken care of|covered|pulled|went (?:out|through)|finished|completed|successful|receipt|bayad na|nagbayad|nabayaran|nakabayad|hulog|nimelipa|nishalipa|nimetuma|nishatuma|nimeshalipa|kar diya|bhej diya|bhar d\w+|jama)\b/,
    /\b(?:will|not|n't|never|when|if|once|after|until|going to|gonna|tomorrow|next|get paid|gets paid|pays me|paid me|twice|been paid|be paid|how|why|paid us|pretend|mark|wasn't)\b|n't/,
  ),
  hint(
    "promise",
    "a payment ahead",
    /\b(?:will|i'll|we'll|gonna|going to|shall|let me|about to|plan to|intend to|able to|should|expect|coming|i go|nita\w+|tuta\w+|mag\w*bayad|babayaran|bayad (?:po )?ako|dunga|denge|karunga)\b.{0,40}?\b(?:pay|send|settle|clear|transfer|deposit|do|have it|get it|make|sort|arrange|complete|finish|drop|lipa|tuma|hulog)\b|\b(?:nitalipa|nitatuma|nitamaliza|nitaweka|magbabayad|babayaran|kar dunga|bhej dunga)\b|\b(?:tomorrow|tonight|friday|monday|tuesday|wednesday|thursday|saturday|sunday|payday|salary|evening)\b/,
    /\?|\b(?:not|never|can't|cannot|won't|don't|already|yesterday|paid|sent|said|remind|call|more time|extend)\b|n't/,
  ),
  hint(
    "hardship",
    "life gone wrong",
    /\b(?:lost|lose|no|not|without|out of|laid|let go|fired|cut|reduced|delayed|pending|late|closed?|shut|slow|dead|bad|failed?|destroyed|flooded|burn\w*|stolen|robbed|broke\w*|sick|ill|injured|frozen|blocked|behind|short|hard|tough|difficult|can't|cannot|barely|waiting on)\b.{0,22}?\b(?:job|work|hours|shift\w*|income|salary|wages?|money|cash|business|shop|store|sales?|customers?|market|crops?|harvest|house|home|car|rent|food|bills?|school fees|account|funds?|afford|eat|survive|pay(?:ing)?|benefits?|family|kids?|child|wife|husband|mother|father|mom|dad|son|daughter)\b|\b(?:job|work|business|salary|wages?|sales?|market|customers?|house|shop|crops?|cows?|goats?|chickens?|maize|account|company|boss|wife|husband|son|daughter|baby|mom|dad|mother|father)\b.{0,16}?\b(?:lost|closed|shut|slow|dead|bad|failed|died|destroyed|flooded|burn\w*|stolen|delayed|not|sick|ill|hospital\w*|frozen|blocked|cut|down|pending|left)\b|\b(?:hospital\w*|icu|nicu|surgery|chemo|dialysis|cancer|stroke|unemploy\w*|jobless|evict\w*|bankrupt\w*|disab\w*|pregnan\w*|divorce\w*|struggl\w*|hardship|hunger|broke|typhoon|flood|drought|earthquake|fire|sina pesa|nimefutwa|nimefilisika|shida|mgonjwa|hali ngumu|walang pera|wala\w* (?:po )?(?:akong )?(?:pera|trabaho)|natanggal|nasunugan|naospital|nasalanta|paisa nahi|naukri|job chali|bimar|kaam nahi|no get money)\b/,
    /already paid|have paid|stop|wrong number|not my|no one|wrong person/,
  ),
  hint(
    "refuse",
    "will not",
    /\b(?:not|never|won't|refuse\w*|no way|don't (?:want|plan|intend)|done|decline|dun want|no go|no dey)\b.{0,18}?\b(?:pay\w*|give|giving|send|settle|a (?:cent|penny|dime)|another)\b|\b(?:sue|court|jail|arrest|come (?:and )?get|good luck|try me|make me|do your worst|hell no|forget it|dreams?|keep waiting|silipi|sitalipa|hindi (?:na |po )*(?:ako )?magbabayad|di ko babayaran|nahi (?:dunga|bharunga|karunga))\b|^\W*(?:no|never|nope|nah)\W*$/,
    /not paid|haven't|not say\w*|never said|not that|can't|unable|\?$/,
  ),
  hint(
    "extension",
    "more time or less to pay",
    /\b(?:can|could|may|please|pls|kindly|need|want|give|grant|allow|request\w*|possible|any|would|let me|looking for|ask\w*|abeg|naomba|pwede|sana|baka)\b.{0,30}?\b(?:more|time|extend\w*|extension|later|late|delay\w*|postpone|defer\w*|push|move|shift|skip|change (?:my|the) (?:due )?date|grace|instal?lments?|plan|split|smaller|lower|reduce\w*|waive\w*|remove|freeze|moratorium|settlement|flexib\w*|till|until|longer|next month|days?|weeks?|muda|siku|palugit|hulugan|extend|next month na)\b|\b(?:more time|few more|payment plan|grace period|moratorium|restructur\w*|tenure|work with me|work something out|bear with|muda zaidi|palugit|chahiye time|thoda time)\b/,
    /already|paid|how much/,
  ),
  hint(
    "human",
    "a person, by voice",
    /\b(?:speak|talk|chat|discuss|connect|transfer|put|call|ring|phone|reach|contact|meet|send|get|need|want|have|ask|let|escalate|makausap|kuongea|baat)\b.{0,26}?\b(?:human|person|agent|someone|somebody|rep\w*|manager|supervisor|officer|staff|people|branch|office|customer (?:care|service)|me\b(?= back|$| at| after| on| please| tomorrow)|tao|mtu|afisa|koi|callback)\b|\b(?:callback|call ?back|call me|ring me|phone me|real person|live agent|human being|tawagan|patawag|nipigie)\b/,
    /don't call|do not call|stop call|never call|no need|wrong person|not (?:the|that) person|are you|is this a/,
  ),
  hint(
    "partial",
    "a part",
    /\b(?:only|half|part|partial\w*|some|first|for now|just|rest|balance|remaining|start with|bits|small small|kidogo|kwanza|muna|lang|aadha|thoda|kalahati|nusu)\b/,
    /already|how much|what|just (?:paid|sent|now)|\?$|more time/,
  ),
  hint(
    "question",
    "asks about the loan",
    /(?:\b(?:what|when|where|how|who|why|which|can|could|do|does|did|is|are|will|has|have)\b.{0,40}?\b(?:pay\w*|owe\w*|due|balance|loan|interest|rate|fees?|charges?|penalty|emi|instal\w*|amount|account|receipt|statement|credit|branch|office|link|deadline|late|received?|update\w*)\b)|\b(?:magkano|paano|saan|kailan|ngapi|wapi|lini|kitna|kab|kaise|wetin)\b|\?$/,
    /weather|movie|song|recipe|flight/,
  ),
];
