/**
 * The second key: words that an intent seldom goes without, in the languages borrowers mix. A cue alone decides nothing;
 * it only lets the model's own certainty count (decide.ts). Lenders add theirs as examples, see docs/understanding.md.
 */
import { gramsOf, mayHold } from "./grams.ts";
import { patternNeeds } from "./pattern-needs.ts";
import { intentNames, type IntentName } from "./reply.ts";

type Acted = Exclude<IntentName, "unclear">;

const zh: Readonly<Record<Acted, RegExp>> = {
  paid: /[还付缴交转汇打存结给入扣换]\S{0,4}(?:了|过|完|清|掉|咗|左|的|啦|款成功)|已(?:还|付|缴|交|转|汇|结|到|存)|到位|到账|截图|回执|凭证|在路上|huan ?(?:le|guo)/,
  promise: /[还付缴交转汇打存结给弄办补入处]|搞掂|搞定|没忘|不会拖|到账|huan|行|定/,
  partial: /先|只|最多|目前|一半|部分|一点|些|剩|凑|多少|大头|零头|每人|xian|一人/,
  extension: /晚|迟|延|缓|宽|拖|推|挪|分.{0,3}期|分期|减|免|少|折|再给|给我|容|时间|下个?月|协商|计划|每月|通融|天|周|停息|wan|jia ?ji/,
  hardship:
    /没|失业|裁|倒闭|停|住院|病|癌|手术|医院|车祸|受伤|骨折|灾|淹|水浸|塌|火|烧|死|赔|亏|骗|坐牢|进去|拘|离婚|困难|难|紧|还不[起上了]|拿不出|办法|负债|欠|房租|工资|老板|跑路|跑|绝收|泡汤|关门|残|低保|泪|冇|執笠|执笠|断了|shi ?ye|mei ?qian|icu/,
  dispute:
    /没.{0,3}[借贷签收拿用欠]|不是我|不对|算错|计错|多[扣收算]|重复|两次|两遍|冒|盗|诈|骗|假|合同|利息|罚息|高利|砍头|投诉|起诉|仲裁|律师|法院|对账|不认|不服|凭什么|结清|错|bu ?dui/,
  wrong_person: /错|不是|不认识|没听|谁|换号|号码|门号|这个?号|机主|他|她|本人|联系人|搬|查无|无关|没关系|不姓|姓|单位|公司|bu ?shi|cuo/,
  deceased:
    /死|去世|去逝|过世|过身|过咗身|病逝|病故|离世|辞世|逝|亡|已故|不在了|没了|走了|走的|入土|埋|葬|下葬|往生|仙|抢救|没救|骨灰|注销|上山|没得了|烧了|人世|qu ?shi/,
  refuse: /不|没门|没戏|休想|别想|做梦|告|起诉|法院|下辈子|凭什么|随便|拒|赖|爱咋|抓|本事|懒得|bu ?huan/,
  opt_out: /退订|别|不要|停|取消|删|拉黑|勿|不想收|不需要|免了|订阅|骚扰|打扰|烦|唔好|屏蔽|移|去掉|名单|举报|剷|铲|收手|拒收|不同意|退掉|bie|tui/,
  question: /[?？吗么呢]|多少|怎|如何|哪|什么|几|谁|啥|为何|为什么|能不能|可不可以|会不会|是不是|有没有|请问|账号|点样|点计|zen|shenme|duo ?shao|不$/,
  human: /人工|真人|活人|客服|经理|领导|主管|负责人|专员|信贷员|电话|打给|联系我|面谈|当面|找人|叫.{0,2}人|换.{0,2}人|转接|ren ?gong/,
  abusive:
    /[操草艹肏日屌丢干幹靠]你?|妈|逼|滚|傻|蠢|白痴|智障|废物|垃圾|狗|畜|龟|蛋|贱|脸|屎|骗子|吸血|扑街|仆街|痴线|神经|有病|二百五|妹|催命|死全家|^(?:sb|cnm|nmsl)$/,
  distress: /死|活|命|跳|楼|河|桥|药|刀|割|吊|烧炭|遗|解脱|绝望|撑|消失|一了百了|了结|结束|伤害|打我|救|杀|砍|炸|同归|火|做人|人间|崩溃|疯|托付|huo|si ?le/,
};

const en: Readonly<Record<Acted, RegExp>> = {
  paid: /\b(?:paid|pay(?:ment)?s? (?:done|sent|made|went)|sent|transferr?ed|deposited|settled|cleared|mailed|posted|debited|deducted|pulled|went (?:out|through)|done|covered|caught up|square|gave|receipt|bayad|nagbayad|nabayaran|binayaran|nimelipa|nishalipa|nimetuma|nishatuma|tayari|confirmed|zelled|venmo|don (?:pay|send|give|land|transfer)|pay (?:already|liao)|bhej|kar diya|bhar di\w*|jama|pymn?t d\w*n|hit your account)\b/,
  promise:
    /\b(?:pay|paying|will|'ll|gonna|going to|promise|settle|clear|send|sending|transfer|deposit|do it|will do|surely|definitely|sure|pakka|scheduled|autopay|get it|have it|you'll|nitalipa|nitatuma|ntatuma|nikipata|kesho|bukas|magbabayad|babayaran|kar dunga|dunga|when|once|after|sounds good|works|by|on|forgot|first thing)\b|i'll/,
  partial:
    /\b(?:only|half|part|partial|some|first|for now|just|rest|balance|can do|raise|manage|scrape|all i (?:have|got)|at least|lang|muna|kwanza|tu|aadha|kalahati|now|remaining|bits|haf)\b/,
  extension:
    /\b(?:more|time|extension|extend|grace|later|delay|postpone|defer|shift|push|move|skip|another|days?|weeks?|month|plan|instal?lments?|split|waive|reduce|lower|discount|settlement|restructure|waiver|penalty|fee|muda|siku|palugit|panahon|chahiye|allow|bear with)\b/,
  hardship:
    /\b(?:lost|lose|job|work|laid|fired|unemploy\w*|no money|money|broke|afford|can't|cannot|unable|nothing|struggl\w*|hospital\w*|sick|ill|surgery|cancer|accident|injur\w*|flood\w*|fire|burn\w*|drought|typhoon|storm|crops?|died|salary|wages?|paid us|business|customers?|market|closed?|robbed|robbers|scammed|divorce\w*|jail|hard|difficult|tough|bills?|rent|disability|hours|pesa|kazi|hali|biashara|pera|trabaho|bagyo|ospital|naospital|sakit|paisa|naukri|kaam|problem|hunger|shelter|hardship|zero|income)\b/,
  dispute:
    /\b(?:not mine|never|didn't|don't owe|not my|wrong|incorrect|mistake|off|over ?charged?|twice|double|extra|refund|fraud|scam|identity|stolen|dispute|complain\w*|lawyer|attorney|court|sued|contract|paperwork|validat\w*|bankruptcy|foreclosed?|closed|noc|repo\w*|fee|interest|rate|cheat\w*|sikukopa|deni|umutang|mali|galat|pending|correct|debit|returned|rbi|ombudsman|cfpb)\b/,
  wrong_person:
    /\b(?:wrong|not (?:me|him|her|\w+)|don't know|never heard|who is|who's|new (?:phone|number|owner|sim)|this number|my number|isn't here|no one|nobody|not here|doesn't live|moved|wife|husband|brother|sister|mom|dad|mother|father|son|daughter|friend|reference|contact|belongs|sim|line|no be|sijui|simjui|umekosea|hindi|wala|kilala|nahi|galat|janta|asawa|anak)\b|\bi(?:'m| am) (?:his|her|not)\b/,
  deceased:
    /\b(?:dead|died?|passed|pass away|deceased|expired|buried|funeral|late|no more|gone|lord|maker|rest in peace|rip|cremat\w*|survive|alifariki|amefariki|marehemu|alikufa|patay|namatay|pumanaw|guzar|death|dehant|nahi rahe|laid (?:him|her) to rest)\b/,
  refuse:
    /\b(?:no|not|won't|never|refuse|don't|sue|court|come (?:and )?get|good luck|hell|forget it|dreams?|penny|cent|dime|silipi|sitalipa|hindi|nahi|jo karna|worst)\b/,
  opt_out:
    /\b(?:stop|unsubscribe|opt|remove|delete|take me off|don't|dont|do not|quit|cease|desist|no more|block\w*|leave me|lose my|spam\w*|consent|disturb\w*|enough|tigilan|wag|huwag|itigil|acha|acheni|msinitumie|band karo|mat (?:karo|bhejo)|ayoko|list)\b|s t o p/,
  question:
    /\?|\b(?:what|when|where|how|who|which|why|can|could|do|does|did|is|are|will|would|if|balance|due|please send|link|details|upi|paybill|number|ngapi|wapi|nini|magkano|paano|saan|kailan|kitna|kab|kaise|wetin|got)\b/,
  human:
    /\b(?:human|person|agent|someone|somebody|representative|rep|manager|supervisor|officer|call|callback|ring|phone|speak|talk|customer (?:care|service)|tao|makausap|tawag\w*|simu|kuongea|baat)\b/,
  abusive:
    /\b(?:fuck\w*|f u|stfu|shit|ass|asshole\w*|bitch\w*|bastards?|idiots?|dumb|stupid|useless|moron\w*|hell|screw|suck|scum\w*|thie(?:f|ves)|crooks?|vultures?|shylocks?|mad|werey|ode|olodo|mjinga|washenzi|mbwa|putang\w*|tangina|gago|bwisit|hayop|ulol|chutiya|bhenchod|madarchod|kutte|haram\w*|pagal|knn|cb|wtf|shut up|piss|shameless|bloodsuck\w*|thunder|parasites?|leech\w*)\b/,
  distress:
    /\b(?:die|dying|dead|kill\w*|kms|suicid\w*|end(?:ing)? (?:it|my|this|everything)|live|living|life|hang|rope|poison|pills|cut(?:ting)?|jump\w*|bridge|throwing myself|hurt\w*|beat\w*|hit(?:ting)?|burn|shoot|gun|knife|blood|goodbye|love them|no way out|can't (?:do|go|take)|better off|point|reason|hope\w*|ground|kujiua|kufa|mamatay|mabuhay|magpapakamatay|mar jaunga|jeena|zehar|safe|breathe|keep going)\b/,
};

const guarded = new Map<IntentName, { readonly zh: RegExp; readonly en: RegExp; readonly needs: Int32Array | undefined }>(
  intentNames.flatMap((intent) => (intent === "unclear" ? [] : [[intent, { zh: zh[intent], en: en[intent], needs: patternNeeds(zh[intent]) }]])),
);
const longest = 2_000;

/** Whether the text has a word of that intent. */
export function hasCue(text: string, intent: IntentName): boolean {
  const cue = guarded.get(intent);
  if (!cue) return true;
  const bounded = text.length > longest ? text.slice(0, longest) : text;
  return cue.zh.test(bounded) || (/[a-z?]/.test(bounded) && cue.en.test(bounded));
}

/** All intents of which the text has a word. */
export function cuesOf(text: string): IntentName[] {
  const bounded = text.length > longest ? text.slice(0, longest) : text;
  const grams = gramsOf(bounded);
  const latin = /[a-z?]/.test(bounded);
  const found: IntentName[] = [];
  for (const [intent, { zh: chinese, en: english, needs }] of guarded) {
    const possible = !grams || !needs || mayHold(grams, needs);
    if ((possible && chinese.test(bounded)) || (latin && english.test(bounded))) found.push(intent);
  }
  return found;
}
