/**
 * Kinds of words that together mean something grave, where no fixed phrase does: a "no" beside a word for messages, a
 * person beside a word for death. Each is weak: it lets the model's suspicion count, and is never sure by itself.
 */
import type { IntentName } from "./reply.ts";
import type { Rule } from "./rule.ts";

const weak = (intent: IntentName, name: string, pattern: RegExp, unless?: RegExp): Rule => ({ intent, name, pattern, weak: true, ...(unless && { unless }) });

const noZh =
  "别|不要|不用|不必|勿|甭|莫再|停|拒绝|禁止|不想|不愿|不需要|不接受|不同意|不希望|不准|不许|不再|没兴趣|免了|取消|关闭|关掉|关了|退出|退掉|撤回|撤销|屏蔽|拉黑|黑名单|删|移除|移出|剔除|够了|烦死|消停|住手|收手|适可而止";
const messageZh =
  "短信|信息|消息|讯息|简讯|微信|推送|通知|提醒|联系|联络|打扰|骚扰|滋扰|群发|订阅|订閱|名单|列表|通讯录|我的?(?:号码?|手机|电话|资料|联系方式)|发(?!票|工资|薪|钱|火|愁|货|合同|账号|链接|现|生|展|给你|你)|传(?!真)|send|sms|msg|来信|授权";
const kinZh =
  "爸|妈|父|母|老公|老婆|丈夫|妻|爱人|媳妇|先生|太太|哥|姐|弟|妹|爷|奶|公公|婆婆|老人|老头|老太|老爷子|老汉|他|她|机主|本人|借款人|当事人|户主|人|阿公|阿嬷|阿爸|阿妈|师傅|老板";
const gone =
  "死|去世|过世|过身|病逝|病故|离世|辞世|仙逝|逝世|身亡|身故|亡故|往生|没了|没有了|不在了|不在人世|走了(?!之|吗|一|两|几|很|好)|入土|下葬|安葬|火化|火葬|后事|丧事|办丧|白事|出殡|头七|断气|咽气|没救|抢救无效|没能救|没挺过|没熬过|牺牲|殉|骨灰|墓|葬礼|追悼|遗体|遗产|遗属|亡";
const noEn =
  "stop|stopp?ing|don't|do not|dont|no more|no longer|quit|cease|never|enough|tired of|sick of|fed up|remove|delete|erase|take|get|block\\w*|unsub\\w*|cancel|end|turn off|switch off|opt|leave|scrub|drop|not (?:want|allowed|interested)|didn't (?:agree|sign up|ask)|refuse";
const messageEn =
  "text\\w*|messag\\w*|msg\\w*|sms|contact\\w*|number|no\\b|list|reminders?|notif\\w*|alerts?|spam\\w*|bother\\w*|disturb\\w*|harass\\w*|bug(?:ging)?|ping\\w*|whatsapp|me off|me alone|me out|me in peace|system|database|records|contacts|consent|subscription|updates|communicat\\w*|send\\w*|write|writing|dm\\w*";
const kinEn =
  "he|she|they|him|her|his|my (?:husband|wife|father|mother|dad|mom|mum|papa|mama|brother|sister|son|daughter|uncle|aunt|parent|late|partner|spouse|boss|grand\\w+)|dad|mom|mum|father|mother|husband|wife|papa|mama|brother|sister|uncle|aunt\\w*|borrower|customer|owner|holder|client|person|man|woman|mr\\.? \\w+|mrs\\.? \\w+|sir|madam|oga|mzee|baba|we";
const goneEn =
  "dead|die|died|dies|passed (?:away|on)|passed(?= in| last| this| on|[,.]|$)|pass away|decease\\w*|demise\\w*|expired|expire|no more|no longer (?:alive|with us|living)|buried|burying|bury|burial|funeral|cremat\\w*|laid to rest|rest in peace|departed|lost (?:him|her|his life|her life|dad|mom|our)|killed in|didn't (?:make it|survive)|did not (?:make it|survive)|succumbed|with the lord|meet (?:his|her|him) maker|heaven|death certificate|estate|obituary|alifariki|amefariki|marehemu|alikufa|alituacha|patay na|namatay|pumanaw|sumakabilang|yumao|guzar|dehant|nidhan|swargwas|expire ho|nahi rah\\w+|chal bas\\w+|gone to be";

export const broadZh: readonly Rule[] = [
  weak(
    "opt_out",
    "asks for silence",
    /不想收|不收了|不接收|拒绝接收|拒收|删除我|(?:把|将|从).{0,10}(?:名单|群|列表|系统|通讯录|里).{0,5}(?:去掉|拉出|删|移|剔|踢|退)|再(?:给我)?(?:乱)?(?:发|打|催|烦).{0,6}(?:举报|投诉|拉黑|报警|屏蔽|告你)|^\s?停+[!！。~]*\s?$|停一停|停停|撤回(?:同意|授权)|铲走|剷走|(?:唔|不)(?:好|使|要)再(?:搵|找|追|催|send|发|传|烦)|收手|成日send|\b(?:bie|bu yao|buyao) (?:zai )?fa|tui ?ding|别(?:再)?找我(?!家|老板|单位)|安静点|别吵|让我静/,
  ),
  weak(
    "deceased",
    "gone, in other words",
    /去逝|已故|没(?:能)?(?:抢救|救)(?:过来|回来)|(?:癌|梗|车祸|溢血|病|中风|意外|突然|年前|去年|上个?月|上周|上星期|昨天|前天|早就).{0,4}(?:走|没)(?:的|了)(?=$|[，,。!])|过咗?身|逝者|入土为安|(?:人|他|她)(?:都|已经?)?(?:埋|烧|化)了|没得了|户口.{0,3}(?:注销|销了)|上山了|qu ?shi ?le|寿终|驾鹤|天堂|归天|见阎王|百年(?:了|归)/,
    /钱|死骗|死全家/,
  ),
  weak(
    "distress",
    "life weighed, in other words",
    /(?:用|拿|赔).{0,3}(?:我)?(?:的|这条|条)?命(?:还|抵|赔|来|给)|收尸|活(?:够|腻)|活着(?:干|有|没|太|好|真|就)|没人(?:会)?(?:想|在乎|记得)我|留恋|爸妈.{0,4}(?:走|对不起)|对不起.{0,6}(?:先走|走了|爸|妈|孩子)|托付|照顾好?(?:我的?)?(?:孩子|家人|爸|妈|老婆|儿子|女儿)|看不到(?:头|希望)|绝望|(?:快|要|觉得).{0,4}疯了|一把火|斩(?:死)?|割(?:了)?(?:手)?腕|药.{0,4}(?:都)?(?:买|备|拿|吃)(?:好)?了|不想(?:再)?醒|我(?:要是|如果|若|等我)?死|伤害自己|攬炒|揽炒|拼了|别活|被(?:人)?关起来|自傻|想4|xiang ?si|xiang huo|一天都不想过|轻松了.{0,4}走/,
    /下辈子还|拼了命(?:挣|赚|工作)/,
  ),
  weak(
    "opt_out",
    "no, beside messages",
    new RegExp(`(?:${noZh}).{0,9}?(?:${messageZh})|(?:${messageZh}).{0,6}?(?:${noZh})`),
    /没(?:有)?收到|停(?:电|工|业|产|车)|不用.{0,3}(?:打电话)|单位|公司电话|同事|家人|取消(?:自动|扣款|订单|罚)|先别发|(?:发|给).{0,3}(?:账号|合同|链接|账单|截图)|提醒(?:我)?(?:还|一下)|忘/,
  ),
  weak(
    "deceased",
    "a person, beside death",
    new RegExp(`(?:${kinZh}).{0,8}?(?:${gone})|^(?:人|都)?(?:${gone})`),
    /(?:累|饿|急|烦|热|冷|困|气|笑|忙|吓|催|穷|愁|高兴|开心|想)死|死(?:了也|也|机|线|期|循环|心|活)|打死|钱.{0,3}没了|(?:搬|开|离开|出差|打工|跟.{1,6})走了|机会没了/,
  ),
  weak(
    "distress",
    "a wish to end it",
    /(?:不想|不愿|没法|无法|活不|熬不|撑不|顶不|受不|扛不|挺不|捱不).{0,3}(?:活|撑|熬|醒|过|住|做人|下去|了)|(?:想|要|去|求|宁愿|不如|还不如|干脆|只有|只能|只剩|准备|打算).{0,4}(?:死|跳|自杀|轻生|上吊|了断|了结|消失|解脱|烧炭|喝药|吃药|割)|(?:楼顶|天台|楼上|桥上|河边|江边|湖边|海边|窗边|轨道|铁轨)|(?:安眠药|农药|百草枯|敌敌畏|煤气|刀片|绳子|遗书|遗言)|生无可恋|没(?:有)?(?:活路|出路|希望|意思|盼头|退路)|走投无路|(?:来世|下辈子|来生).{0,6}(?:见|还|报|做)|抑郁|崩溃|累赘|解脱|永别|(?:打|杀|砍|捅|烧|炸|弄死|整死)(?:死)?(?:我|你们?|他|她|人|光|全家)|家暴|救(?:救)?(?:我|命)/,
    /(?:累|饿|急|烦|热|冷|困|气|笑|忙|吓)死|跳楼价|打死(?:我)?也|死机|不想(?:欠|拖)/,
  ),
  weak(
    "wrong_person",
    "another person or number",
    /(?:不是|并非|唔系|没有|冇|查无).{0,5}(?:本人|机主|这个?人|此人|他|她|我)|(?:号|号码|电话|手机|卡|门号).{0,8}?(?:换|新|刚|买|办|转让|不是|给我|用了|二手|前)|(?:打|发|找|搞|搭|弄|认|拨|寄|加)(?:错|措|岔)|(?:我是|这是|我系|這是)(?:他|她|机主|本人|借款人|房东|公司|单位|前台).{0,6}|(?:他|她|机主|本人|原主|人).{0,4}(?:不在|搬|离职|辞职|出去|出国|没带|换号|走开|不住)|不认识|没听说|谁(?:是|啊|呀)|(?:只是|就是|仅是|才是).{0,3}(?:联系人|担保人|介绍人|亲戚|朋友|邻居|同事)|(?:跟|和|与)我.{0,3}(?:无关|没关系|不相干|没关)/,
    /不是我.{0,2}(?:借|贷|不|欠|办|签)|转错|金额/,
  ),
  weak(
    "dispute",
    "the debt or its figures denied",
    /(?:没|未|不曾|从来没|从没|根本没|何时|哪有).{0,5}(?:借|贷|签|申请|授权|同意|收到|拿到|见到|用过|欠|办)|(?:钱|款|数|账|金额|利息|利率|罚息|费|日期|期数|余额|合同|系统).{0,8}?(?:不对|不符|错|有误|有问题|对不上|不一致|多|高|不合|违法|没同意|不认|不是|乱|怎么)|(?:多|重复|乱|误|错|二次|两次).{0,2}(?:扣|收|算|计|记)|(?:冒|盗|骗|诈|伪|假|仿)|(?:起诉|仲裁|法院|律师|报警|投诉|举报|银保监|金融办|12378|消协|征信异议|异议)|(?:早|已经?|去年|上个?月).{0,4}(?:结清|还清|销户|注销).{0,10}?(?:还|怎么|为什么|又)/,
    /告我|有本事|手机被骗|被骗(?:了|光)(?!签)/,
  ),
];

export const broadEn: readonly Rule[] = [
  weak(
    "opt_out",
    "asks for silence",
    /^\W*(?:please |pls |just |i said |can you |kindly |abeg |now )*(?:stop|quit|end|cease|desist)(?: it| now| already| this| that| pls| please| na| po| sir| lah| bro)*\W*$|\bi said stop\b|s\W?t\W?o\W?p\b(?=\W*$)|\bcease and desist\b|\bblock(?:ing|ed)? (?:this|you|your|u|the number)\b|\bi want out\b|\bturn (?:these|this|it|them) off\b|\bno (?:more )?(?:texts?|msgs?|messages?|sms)\b|\bgo away\b|\bmake una (?:stop|no)\b|\b(?:tigilan|itigil|tumigil)\b|\bhuwag\b.{0,12}mag ?-?te?xt|\b(?:acheni|achana|msini\w+|usini\w+)\b|\bstop t?xt\w*|\b(?:revoke|withdraw|no longer) (?:my )?consent|\bnumber delete\b|\bgive it a rest\b|\bknock it off\b|\b(?:enough|tired|tire) (?:of|for|with) (?:these|this|your|una|the) (?:message|text|sms|reminder)\w*/,
    /stop by|bus stop|can't stop|cannot stop|put a stop/,
  ),
  weak(
    "deceased",
    "gone, in other words",
    /\bdead (?:man|woman|person|people)\b|\bsix feet\b|\bdeath certificate\b|\b(?:ab |wo |woh )?nahi rahe\b|\bguzar ga\w+|\bdeath ho\b|\bleft (?:this|the) world\b|\bhome to (?:the lord|glory|god)\b|\blaid (?:him|her|them|to)\b|\b(?:he|she) is gone\b|\bpassing of\b|\bin loving memory\b|\bwidow(?:er)?\b|\bexecutor\b|\bprobate\b|\bmay (?:he|she|his|her).{0,12}rest\b|\bgone to (?:be with|god|heaven|glory)\b|\bbreathed (?:his|her) last\b/,
  ),
  weak(
    "distress",
    "life weighed, in other words",
    /\bkms\b|\bending it\b|\bin the ground\b|\bwhen i(?:'m| am) (?:dead|gone)\b|\bif i die\b|\bmy death\b|\bwithout me\b|\bwake up (?:anymore|again|tomorrow)\b|\bwritten? a note\b|\bwon't be (?:here|around|alive)\b|\bcorpse\b|\bdead body\b|\bwatch your back\b|\bknow where you (?:live|work)\b|\bnot safe\b|\bblood (?:go|will) flow\b|\bmake i (?:just )?die\b|\bthrow(?:ing)? myself\b|\bnimechoka na maisha\b|\bzindagi khatam\b|\btire for (?:this )?life\b|\bkeep living\b|\b(?:i'll|will|gonna) (?:shoot|stab|burn|kill|beat)\b|\bcutting again\b|\btook (?:all )?my (?:pills|meds|medicine)\b|\bdon't want to (?:wake|be here|exist|live)\b|\bhelp me please\b|\bbreak(?:ing)? down\b|\bgive up on life\b|\bend of me\b/,
  ),
  weak(
    "opt_out",
    "no, beside messages",
    new RegExp(
      `\\b(?:${noEn})\\b.{0,24}?\\b(?:${messageEn})|\\b(?:messages?|texts?|sms|msgs?|reminders?|notifications?|alerts?)\\b.{0,16}?\\b(?:stop|enough|annoy\\w*|off|unwanted|not)\\b|\\b(?:wag|huwag|itigil|tigil\\w*|tama na|tanggalin|alisin|ayoko\\w*)\\b.{0,24}?\\b(?:text|message|msg|send|number|reminders?|notif\\w*|makatanggap)|\\b(?:acha\\w*|msi\\w+|usi\\w+|sitaki|ondo(?:a|eni)\\w*|kome?ni?)\\b.{0,24}?\\b(?:meseji|message|sms|namba|kunitumia|tuma|kunisumbua)|\\b(?:mat|band|nahi chahiye|hata\\w*|rok\\w*)\\b.{0,20}?\\b(?:message|msg|bhej\\w*|karo|sms)|\\b(?:message|msg|sms)\\b.{0,14}?\\b(?:mat|band|nahi chahiye)\\b`,
    ),
    /work|office|employer|boss|family|relatives|references?|call me later|remind me|haven't (?:got|received)|did(?:n't| not) (?:get|receive)|penalty|fee|discount|account number|send me the|stop by|can't stop|bus stop|get (?:paid|my|the|a|your|this|it)|take (?:care|a|my (?:car|salary))|no (?:money|problem|worries)|wrong/,
  ),
  weak(
    "deceased",
    "a person, beside death",
    new RegExp(
      `\\b(?:${kinEn})\\b.{0,22}?\\b(?:${goneEn})\\b|\\b(?:${goneEn})\\b.{0,14}?\\b(?:he|she|dad|mom|father|mother|husband|wife|brother|sister|borrower|customer|holder)\\b|\\b(?:alifariki|amefariki|marehemu|alikufa|pumanaw|namatay|patay na|deceased|my late|e don die|don die|late (?:mr|mrs|shri|sri|smt))\\b`,
    ),
    /battery|phone (?:is |has |was )?(?:dead|died)|phone die|network|dead(?:line| tired| serious)|(?:otp|card|link|offer|code) (?:has )?expired|chickens?|goats?|cows?|pigs?|maize|crops?|business|rather die|if i die|i (?:will |want to |wan |wanna |go )?die|dying (?:to|of laugh)/,
  ),
  weak(
    "distress",
    "a wish to end it",
    /\b(?:want|wanna|wan|going|gonna|ready|rather|better|feel like|thinking (?:of|about)|thought of|plan\w*|will|about) (?:to |be )?(?:die|dead|dying|end (?:it|my|this|everything)|ending|jump\w*|hang\w*|kill\w*|disappear|overdose|poison|drown)\b|\b(?:kill|hang|harm|hurt|cut|cutting|shoot|burn|drown|poison|set) (?:my ?self|me|you|u|them|him|her)\b|\b(?:suicid\w*|overdose|self.?harm)\b|\b(?:no|any|see) (?:point|reason|hope|way out|future|meaning)\b|\b(?:can't|cannot|can not|couldn't) (?:go on|take (?:it|this|anymore)|do this|cope|breathe|live|handle)\b|\b(?:tired|sick|done|finished) (?:of|with) (?:life|living|this world|everything)\b|\b(?:life|living) (?:is|has|isn't|not)\b.{0,14}(?:meaningless|worth|over|pointless|nothing|useless)|\bon the (?:roof|bridge|ledge|edge|tracks)\b|\b(?:goodbye|farewell|last message|suicide note|take care of my (?:kids|children|family)|tell my (?:kids|wife|family|mom|children))\b|\b(?:pills?|rope|noose|razor|poison|gun|knife)\b|\b(?:beat(?:s|ing)?|hit(?:s|ting)?|hurt(?:s|ing)?|threaten\w*|abus\w*|chok\w*) me\b|\b(?:kujiua|nitajiua|kufa|mamatay|magpakamatay|magpapakamatay|mabuhay|mar jaunga|mar jaungi|zehar|jeena|khudkushi|atmahatya|marna)\b|\bbetter off (?:dead|without me)\b|\bnobody (?:would|will) (?:miss|care)/,
    /kill for|killing me|killing it|price|time|business|deadline|i'll be hung/,
  ),
  weak(
    "wrong_person",
    "another person or number",
    /\b(?:wrong|incorrect|different|not the right) (?:number|no|person|guy|man|woman|lady|contact|phone|people|one|party|fellow|line|recipient|chap)\b|\b(?:this|that|it)(?: is|'s|s) (?:not|his|her|the|my (?:husband|wife|son|father|mother|brother))\b|\bi(?:'m| am|m) (?:not (?!able|going|paying|sure|refusing|saying|happy|in|at|working|ready)|his|her|their|only (?:a|the|his|her)|just (?:a|the|his|her)|the (?:guarantor|landlord|reference|new))|\b(?:don't|do not|dont|never) (?:know|heard|recogni[sz]e)\b|\b(?:new|changed|my|this|old) (?:number|phone|sim|line|owner)\b|\b(?:nobody|no one|no body|there is no|there's no|no such)\b|\b(?:he|she|they)(?:'s| is|'re| are)? (?:not here|not home|moved|left|quit|away|at work|asleep|out|gone to|doesn't|does not|no longer)\b|\bwho (?:is|are|dis|be|'s) ?(?:this|that|you looking|\w+\?)|\b(?:sijui|simjui|umekosea|si yangu|hindi ako|hindi po ako|di ko kilala|wala\w* \w+ dito|wala pong|galat number|nahi janta|nahi jaanta|no be me|no be him)\b/,
    /wrong (?:amount|balance|date|fee|charge)|don't know (?:when|if|how|what)|new phone (?:bill|cost)/,
  ),
  weak(
    "dispute",
    "the debt or its figures denied",
    /\b(?:never|didn't|did not|don't|do not|haven't|no)\b.{0,16}?\b(?:borrow\w*|took|take|taken|sign\w*|appl\w+|authori[sz]\w*|agree\w*|receiv\w*|owe|loan|credited|disbursed|contract)\b|\b(?:amount|balance|interest|rate|fees?|charges?|date|figure|total|bill|penalty|emi|calculation|record|statement|debit|deduct\w*|payment)\b.{0,20}?\b(?:wrong|incorrect|not (?:right|correct|mine|what|same|match\w*)|off|mistake|error|too (?:high|much)|more than|missing|twice|double|illegal|fake|extra|unfair|never|why|how come|no correct)\b|\b(?:wrong|incorrect|extra|double|hidden|fake|illegal|unauthori[sz]ed) (?:amount|balance|interest|fees?|charges?|date|debit|deduction|calculation|entry|bill\w*)\b|\b(?:charged?|debited|deducted|billed|took|cut) (?:me )?(?:twice|double|two times|again|extra|too much|more)\b|\b(?:fraud\w*|scam\w*|identity|forged|impersonat\w*|stolen|cheat\w*|validat\w* (?:of|the|this)|prove|proof|evidence|dispute\w*|ombudsman|cfpb|rbi|regulator|lawyer|attorney|sued?|court|police|consumer (?:court|forum|protection))\b|\b(?:already|was|been|have|has) (?:closed|foreclosed|settled|discharged|cancell?ed|written off|repossessed|returned)\b|\b(?:sikukopa|sikuchukua|si yangu|deni si|mmekosea|hindi (?:po )?ako umutang|hindi akin|mali (?:po )?(?:ang|yung)|nahi liya|galat hai|zyada)\b/,
    /sue me|take me to court|go to court|carry me go court|lost|stolen from|been robbed/,
  ),
];
