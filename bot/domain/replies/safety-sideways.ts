/**
 * What is grave though no grave word is said: leaving for good, putting one's affairs in order, pets and papers given
 * away, fear of who stands at the door. Beside a promise to pay it is the more alarming, so these are firm rules.
 */
import type { IntentName } from "./reply.ts";
import type { Rule } from "./rule.ts";

const firm = (intent: IntentName, name: string, pattern: RegExp, unless?: RegExp): Rule => ({ intent, name, pattern, ...(unless && { unless }) });

const dearZh = "爸|妈|爹|娘|爷|奶|外公|外婆|老公|老婆|爱人|丈夫|妻子|儿子|女儿|孩子|娃|他|她|父母|家人";
/** Who or what is left behind. */
const dearEn =
  "(?:mom|mum|mother|dad|father|wife|husband|son|daughter|kids?|children|baby|sister|brother|family|dog|cat|pets?|mama|baba|lola|nanay|tatay|late \\w+)";

export const sidewaysZh: readonly Rule[] = [
  firm(
    "distress",
    "leaves for good",
    /(?:今晚|今天|今夜|明天|现在)就?(?:结束|了断|解脱)(?!通话|对话)|买好?了?炭|(?:替|帮)我(?:跟|和|对|给).{0,5}(?:说声?|道声?)(?:对不起|再见|抱歉|拜拜)|(?:没有?|不用)(?:再)?(?:有)?(?:债|烦恼|痛苦|催收|欠债|人催)的(?:地方|世界|日子)|另一个世界|(?:各位|大家|你们|诸位|多多|自己|都)保重|永别|诀别|再(?:也|)不(?:用|使|会|能|必)(?:再)?(?:见|相见)|不(?:用|使|会|必)再见(?!面签)|来不及(?:告别|道别)|(?:跟|和|同)(?:大家|你们|家人|孩子|爸|妈).{0,3}(?:告别|道别)|我(?:也|就)?(?:跟着)?走了算|我走(?:了)?(?:之后|以后|后)(?!门)|等我走(?:了|后)|(?:下次|以后|往后|明天)(?:你们?)?(?:就)?(?:再也)?(?:联系|找|见|看)不(?:到|着)我|(?:世上|世界上|人间)(?:就)?(?:没|再没|少)(?:有)?(?:了)?(?:我|一个)|(?:不会|不)再(?:打扰|麻烦|连累|拖累)(?:你们|大家|任何人|别人|家人)|没(?:有)?我(?:了)?.{0,6}(?:会|就|都|也).{0,4}(?:更好|轻松|好过|解脱)/,
    /出差|出国|旅游|上班|搬家|辞职|电影|游戏|(?:给|跟)我.{0,4}保重/,
  ),
  firm(
    "distress",
    "follows the dead",
    new RegExp(
      `(?:去|下去|上去|过去|想去|要去)(?:找|陪|见|跟)(?:我)?(?:${dearZh}).{0,4}(?:了$|算了|团聚|做伴|作伴)|(?:那边|天上|下面|地下|天堂)(?:等|陪|接)(?:着)?我|(?:到|去)(?:那边|下面|地下|天上)(?:找|陪|见|去)`,
    ),
    /那边(?:上班|工地|干活|打工|店)/,
  ),
  firm(
    "distress",
    "puts affairs in order",
    /受益人(?:是|写|改|换|填)|(?:密码|存折|银行卡|房产证|保单).{0,4}(?:写|放|留|交代)(?:在|给|好|纸)|后事.{0,4}(?:安排|交代|托)|(?:托付|交代)(?:好|给).{0,6}(?:了|孩子|爸|妈)|(?:照顾|照看)好?(?:我的?)?(?:孩子|娃|爸|妈|父母|老人|老婆|儿子|女儿|狗|猫)(?:吧|了|就|，|,|$)|(?:不要|别)(?:为难|牵连|找|骚扰)我的?(?:家人|孩子|爸妈|父母|老婆)(?:.{0,3}(?:他们|她们|不知))/,
    /工作|上班|请假|在家照顾|要照顾/,
  ),
  firm(
    "distress",
    "in a high or deadly place",
    /(?:坐|站|爬|待|躺|走)(?:在|到|上)(?:了)?.{0,5}(?:天台|楼顶|顶楼|桥上|桥边|大桥|栏杆|窗台|阳台边|铁轨|轨道|江边|河边|海边|悬崖|崖边)|(?:绳子|药|炭|刀片|农药)(?:我)?(?:都|已经?)?(?:拿|准备|买|备|握)(?:着|好|在)/,
    /钓鱼|拍照|工作|施工|买药给|修/,
  ),
  firm(
    "distress",
    "violence announced",
    /泼(?:油漆|汽油|大粪|粪|硫酸|狗血)|(?:叫|带|喊|找)(?:人|兄弟|一帮人).{0,6}(?:砸|堵|打|收拾|弄|修理|去你们公司)|(?:让|叫)你们?(?:好看|走着瞧|吃不了|后悔|断手|断腿)|不得好死(?!吧你)|(?:砸|烧|端)(?:了)?你们?(?:的)?(?:公司|店|门|单位)/,
  ),
  firm(
    "distress",
    "afraid of who stands at the door",
    /(?:门口|门外|楼下|家里|单位).{0,10}(?:拿着?|带着?|举着?)(?:刀|棍|棒|铁)|(?:砸|踹|撞)(?:我)?(?:家)?(?:的)?门|堵(?:在|着)?(?:我)?(?:家)?门(?:口)?|(?:很|好|太|真|非常)(?:害怕|恐惧)|吓得(?:不敢|发抖)/,
    /堵(?:门|车)费|怕(?:逾期|影响|忘)/,
  ),
  firm(
    "deceased",
    "no longer with us",
    new RegExp(`(?:阿)?(?:${dearZh}|先生|太太|机主|本人|老人).{0,4}(?:已经?|早就|早已)不在(?:了|人世|人间|$)`),
    /在家|在这|在国内|在本地|在线/,
  ),
  firm("deceased", "fell at work or in service", /(?:他|她|本人|机主|当事人|借款人).{0,4}(?:牺牲|殉职|遇难|罹难)|我是.{0,4}(?:遗孀|遗属|未亡人)/),
  firm("hardship", "stops paying elsewhere too", /断供|(?:交|供)不起(?:房|车|学)/),
  firm("wrong_person", "passes it on", /(?:帮|替)(?:你们?|您)(?:转达|转告|转给|带话|问问他|问问她)|我(?:会)?(?:转告|转达)(?:他|她|给)/),
  firm(
    "dispute",
    "the books say less",
    /(?:咋个?|怎么|为什么|为啥|凭什么).{0,4}账上.{0,4}(?:才|只|还)|^(?:怎么|为什么|为啥|咋)(?:还|又)(?:有|欠|显示|收|扣|说我欠)|账上(?:怎么|咋)?(?:才|只有|少了|对不)/,
  ),
  firm(
    "dispute",
    "charged without ground",
    /请退(?:还|回|款)|退(?:返|回|还)(?:给)?(?:我)?(?:多|钱|款|$)|(?:多|乱|重复|错)(?:收|扣|算|划)(?:了|咗|我)|(?:收|扣|算|划)多(?:了|咗)|(?:还|又|照样|居然|凭什么)(?:罚|扣|收|算)(?:了)?我.{0,6}(?:滞纳金|罚息|利息|违约金|手续费|钱|\d)/,
    /押金|退货|淘宝|快递|收多少|扣多少/,
  ),
  firm(
    "dispute",
    "paid long ago and still billed",
    /(?:早就?|已经?|明明|都).{0,4}(?:还|付|结|缴|交)(?:清|完|了|过).{0,14}(?:怎么|为什么|为何|为啥|咋|凭什么)(?:还|又|账上|显示|才)/,
  ),
  firm(
    "abusive",
    "presses and threatens",
    /(?:别|不要|莫|甭)(?:再|老|总|一直|天天)?(?:逼|催命|威胁|恐吓|骚扰)(?:我|俺)(?:家|们|了|们了|家了)?|(?:逼|催)(?:得|我)(?:太)?(?:急|紧|狠|死)|断子绝孙|(?:黑社会|黑心(?:公司|鬼)|土匪|强盗|流氓)(?:吧|公司|，|,|$)/,
    /(?:明|后|今|下|月|周|\d).{0,6}(?:还|付|转|交|给)|再逼我.{0,4}(?:死|跳)/,
  ),
];

export const sidewaysEn: readonly Rule[] = [
  firm(
    "distress",
    "leaves for good",
    /\b(?:thoughts? (?:of|about)|thinking (?:of|about)) (?:ending|dying|death|suicide|hurting|jumping)\b|\btell my \w+ (?:i'm |i am )?(?:sorry|i love)|\b(?:nothing|no ?one|nobody) (?:is )?(?:left|more) (?:to do |for me )?(?:here|to live|to stay|keeping me)\b|\bnothing left (?:to do here|for me)\b|\b(?:farewell|goodbye|bye) (?:everyone|everybody|all|world|cruel|forever|to you all)|\b(?:this is|it's) (?:my )?(?:goodbye|farewell)\b|\b(?:you|they|nobody|no one)(?:'ll| will|won't| will not)? (?:never |not )?(?:hear from|see|find|bother) me (?:again|any ?more)\b|\b(?:i'll|i will|will) (?:soon )?(?:be gone|no longer be|not be here|disappear for good)|\bwhen i'?m gone\b|\bwish i (?:was|were|had) (?:dead|never been born|never born|gone)|\bi(?:'d| would) rather be dead\b|\b(?:be|join|joining|see|seeing|meet|meeting) (?:with )?(?:my \w+|him|her|them|mom|dad)(?: \w+)? again (?:soon|now|tonight)?|\bready to (?:be with|join|go be with)\b|\bjaan de (?:dunga|dungi|du)\b|\bkwaheri(?:ni)? (?:wote|nyote|dunia|ya kuonana)|\bdunia imenishinda|\bpaalam na (?:sa |po )?|\b(?:di|hindi) na (?:po )?(?:ako|ko) (?:babalik|magigising)|\balvida\b|\b(?:i|make i) (?:go )?die (?:better|na)|\bnikifa\b/,
    /vacation|holiday|on leave|game|movie|reunion|concert|gone (?:to|from) work|dead (?:serious|tired)/,
  ),
  firm(
    "distress",
    "puts affairs in order",
    new RegExp(
      `\\b(?:gave|given|giving|left|leaving|found)\\b.{0,14}\\b(?:my|the|our|a home for the) (?:dog|cat|pets?|bird|fish|belongings|keys to)\\b|\\b(?:please )?(?:look after|take care of|watch over) (?:my|our) ${dearEn}\\b|\\b(?:life )?insurance (?:will|should|is going to|can|pays?|money|payout)\\b.{0,20}\\b(?:pay|cover|settle|clear|you|debt|loan)|\\bbeneficiary\\b|\\bwritten (?:down )?(?:all )?(?:the|my) passwords\\b|\\bmy (?:will|funeral) is\\b`,
    ),
    /vet\b|while i work|at work|deposit|paid off by/,
  ),
  firm(
    "distress",
    "in a high or deadly place",
    /\b(?:sitting|standing|stood|sat|i'm|i am|am) (?:\w+ ){0,2}on (?:the |a )?(?:roof|ledge|bridge|railing|edge|tracks|train tracks|rooftop)\b|\b(?:patri|chhat|pul|terrace) (?:pe|par)\b|\bnasa (?:bubong|tulay|riles)|\bhawak ko\b.{0,12}\b(?:lubid|kutsilyo|lason)|\b(?:rope|pills|noose|blade|poison) (?:is |are )?(?:ready|in my hand|in front of me)\b|\bholding (?:the |a )?(?:rope|pills|blade|knife)\b/,
    /roofer|roofing|fixing the roof|work(?:ing)? on/,
  ),
  firm(
    "distress",
    "afraid of who stands at the door",
    /\b(?:at|outside|banging on|kicking|break(?:ing)? down) my (?:front )?(?:door|house|home|gate)\b.{0,40}|\bi(?:'m| am) (?:so |really )?(?:terrified|scared for|afraid for|in danger)\b|\bfear(?:ing)? for (?:my|our) (?:life|safety|lives)\b|\b(?:with|holding|has) a (?:bat|knife|gun|machete|panga|cutlass)\b/,
    /courier|delivery|package|parcel|amazon|knife set/,
  ),
  firm(
    "deceased",
    "no longer with us",
    /\b(?:his|her) (?:widow(?:er)?|orphan)\b|\bwidow(?:er)? of\b|\b(?:alienda|ameenda|amelala|ametangulia)\b.{0,20}\b(?:mbinguni|bwana|mbele za haki)|\b(?:ali|ame)(?:aga dunia|dedi|fariki)\b|\bnamayapa\b|\bsumakabilang\b|\bslept in the lord\b|\bwent to (?:be with )?(?:the lord|his maker|her maker|heaven)\b|\bhandling (?:his|her|the) estate\b/,
  ),
  firm(
    "dispute",
    "charged without ground",
    /\b(?:fees?|charges?|penalt(?:y|ies)|interest|balance|amount|fine)s? (?:is|are|was|were) (?:\w+ )?(?:bogus|fake|made up|nonsense|rubbish|ridiculous|unlawful|illegal|baseless|invented|wrong|not mine)|\b(?:bogus|made[- ]up|phantom|unexplained) (?:fees?|charges?|balance|amount|interest|debt)|\b(?:sijawahi|sijai) (?:kukopa|chukua)|\b(?:why|how come)\b.{0,24}\b(?:owe|balance|charged?)\b.{0,30}\b(?:only borrowed|already paid|paid)|\b(?:imetoka|inatoka|imetokea) wapi\b|\bonly borrowed \d|\bmy (?:calculations?|records?|figures?|numbers?|statements?|receipts?) (?:is|are|says?|shows?) (?:different|otherwise|something else|less|not the same)/,
  ),
  firm(
    "hardship",
    "pursued by creditors",
    /\bbailiffs?\b|\b(?:can|could) (?:barely|hardly) (?:eat|put food|feed|survive|live|pay)|\brepo(?:ssess\w*|'?d)\b|\bgarnish\w*|\bforeclos(?:ure|ing)\b|\bin debt up to\b|\b(?:filing|filed|file) (?:for )?(?:bankruptcy|chapter (?:7|13|11))\b|\beviction\b/,
    /noc|certificate|charges|statement|pre-?clos/,
  ),
  firm(
    "abusive",
    "presses and threatens",
    /\b(?:stop|quit) (?:threatening|bullying|harassing|pressuring|terrori[sz]ing) (?:me|us|my)\b|\b(?:thieves|wezi|mashetani|washenzi|magnanakaw|chor ho)\b/,
  ),
];
