/**
 * What people mean by what they typed: slips of Chinese keyboards, Cantonese, pinyin, txt-speak, ordinals in words. Each
 * entry is replaced wherever it stands; the rules and the model then need one spelling only.
 */

/** Read as regular expressions, longest sense first; every replacement is shorter or little longer than the slip. */
const zh: readonly (readonly [string, string])[] = [
  ["[以己巳]经(?=[还付转交打给汇缴结清存过])|[以己巳]经", "已经"],
  ["[己巳]還", "已还"],
  [
    "换(?=款|清|钱|掉你|你们?钱)|(?<=已经|早就|早|刚|都|昨天|明天|后天|今天|月底|[号日]|下周.?|下个?月|马上|一定|没|先|再|要|会|能)换(?=[了上清完过不]|给|\\d|$|[,，。 一二两三四五六七八九])(?!人|号|手机|工作|卡|电话|客服|了?[个号])|(?<=一定|会)换(?=的$|$)",
    "还",
  ],
  ["(?<=[月天号周末钱了资后期]|星期.|周.|礼拜.)在(?=还|转|付|交|打(?!工)|说|给)", "再"],
  ["(?:名|铭)天(?=还|换|付|转|给|打)", "明天"],
  ["明夭|鸣天|名天|明添", "明天"],
  ["后田(?=还)", "后天"],
  ["下各月", "下个月"],
  ["今儿?个?黑(?:了|夜)?", "今晚"],
  ["明黑(?:了|夜)?", "明晚"],
  ["(?<=[明后天号])环(?=$|[钱款的，。 ])|没环", "还"],
  ["(?<=给你|给你们|给您)换(?=[\\d一二两三四五六七八九])", "还"],
  ["赚(?=过去|给你|给您|到你|账(?:给|到|过))", "转"],
  ["月尾", "月底"],
  ["[俾畀给]返(?=你|您|数|钱|$)|还返", "还给"],
  ["筹(?=到|了|够|齐)", "凑"],
  ["工姿|公资(?=发|还|没|到)", "工资"],
  ["帐(?=单|户|号|$)|(?<=转|到|入|结|算)帐", "账"],
  ["(?<=到|收|转)帐", "账"],
  ["咸鱼", "咸鱼"],
  ["聽日|听日", "明天"],
  ["听晚|聽晚", "明晚"],
  ["听朝", "明早"],
  ["今日(?!头条)", "今天"],
  ["听晚", "明晚"],
  ["[琴寻]日", "昨天"],
  ["[琴寻]晚", "昨晚"],
  ["而家|依家|宜家(?=冇|没|有|还)", "现在"],
  ["冇得", "没得"],
  ["冇", "没"],
  ["唔该晒?", "谢谢"],
  ["唔好意思", "不好意思"],
  ["唔好", "不要"],
  ["得唔得", "行不行"],
  ["系唔系", "是不是"],
  ["可唔可以", "可不可以"],
  ["唔识", "不认识"],
  ["唔", "不"],
  ["嘅", "的"],
  ["(?<=[佢他她])话(?!费)", "说"],
  ["佢", "他"],
  ["喺度", "在"],
  ["喺", "在"],
  ["係", "是"],
  ["嚟", "来"],
  ["迟(?:啲|D|d)", "晚点"],
  ["啲", "些"],
  ["[俾畀]", "给"],
  ["几时", "什么时候"],
  ["边度", "哪里"],
  ["点样", "怎么样"],
  ["几多", "多少"],
  ["过咗数|过左数", "转账了"],
  ["过数", "转账"],
  ["[还交付入]左(?=[啦喇数了]|$)", "还了"],
  ["找咗数|找数|找数", "还款"],
  ["(?<=[还转交付过入打收缴])咗", "了"],
  ["咗", "了"],
  ["喇|啰|囉|咯|嘞(?=$|，)", "了"],
  ["出粮", "发工资"],
  ["今个月", "这个月"],
  ["今个?(?=星期|礼拜)", "这个"],
  ["今星期", "这星期"],
  ["畀", "给"],
  ["老豆", "爸爸"],
  ["老母", "妈妈"],
  ["呢个", "这个"],
  ["边个", "谁"],
  ["米有|木有|莫得", "没有"],
  ["木钱|没米", "没钱"],
  ["银子", "钱"],
  ["(?<=[还付交给])个?滴", "的"],
  ["今儿个?", "今天"],
  ["昨儿个?", "昨天"],
  ["明儿个?", "明天"],
  ["后儿个?", "后天"],
  ["啥时候?", "什么时候"],
  ["下个礼拜", "下周"],
  ["咋个?", "怎么"],
];

/** Pinyin is only read where two such words stand together or one is unmistakable. */
const pinyin: readonly (readonly [string, string])[] = [
  ["ming ?tian", "明天"],
  ["hou ?tian", "后天"],
  ["jin ?tian", "今天"],
  ["zuo ?tian", "昨天"],
  ["xia ?ge ?yue", "下个月"],
  ["xia ?zhou", "下周"],
  ["yue ?di", "月底"],
  ["yi ?jing", "已经"],
  ["mei ?you ?qian", "没有钱"],
  ["mei ?qian", "没钱"],
  ["(?<=[明后今昨]) ?tian", "天"],
  ["(?<=\\d ?)hao(?![a-z])", "号"],
  ["xia yue", "下月"],
  ["(?<=[天月周底经] ?)huan ?le", "还了"],
  ["(?<=[天月周底经] ?)huan\\b", "还"],
  ["huan ?qian", "还钱"],
  ["hao ?de", "好的"],
  ["ke ?yi", "可以"],
  ["tui ?ding", "退订"],
  ["da ?cuo ?le", "打错了"],
  ["fa ?gong ?zi", "发工资"],
  ["wo (?=[明后今没已])", "我"],
  ["bu ?huan", "不还"],
];

const nths = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
const teenths: Readonly<Record<string, number>> = {
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
};
const ordinal = (n: number): string =>
  `${String(n)}${n % 10 === 1 && n !== 11 ? "st" : n % 10 === 2 && n !== 12 ? "nd" : n % 10 === 3 && n !== 13 ? "rd" : "th"}`;

const english: readonly (readonly [string, string])[] = [
  ["(?:2|to|two)[ -]?(?:mor+o+w?|mrw|mrow|moz)|t[ou]?m+[oa]?r+[oa]+w?|tom+or+w|tmrw?|tmw|tmoro?w?|tomo|2mrw|tmr|tmmrw|tommorow|tommorrow|tomorow", "tomorrow"],
  ["2nite|2night|tonite|tnite|2nyt", "tonight"],
  ["2day|tday|tdy", "today"],
  ["yest(?:er|re|ar|r)?d[ae]y|ystr?da?y|yday|yesterdy|kahapon|jana(?= |$)", "yesterday"],
  ["kesho kutwa|parso(?=.{0,20}(?:dunga|denge|karunga))|sa makalawa", "day after tomorrow"],
  ["kesho|bukas|kal(?=.{0,30}(?:dunga|denge|karunga|kar duga|dungi|karta h|karti h))", "tomorrow"],
  ["kal(?=.{0,30}(?:diya|tha|kiya|di thi|chuka))", "yesterday"],
  ["leo|ngayon|aaj", "today"],
  ["saa (?:hii|hizi|hivi)|sasa hivi|sai(?= |$|[,.])|ngayon din", "today"],
  ["mamaya(?: ?po?ng?)?(?: gabi| hapon| ng gabi| ng hapon)?", "tonight"],
  ["kinsenas", "the 15th"],
  ["katapusan(?: ng buwan)?|mwisho wa mwezi|mahine ke (?:end|aakhir)", "end of month"],
  ["agle mahine(?: ki| ke| ko)?|mwezi ujao|sa susunod na buwan", "next month"],
  ["agle hafte|wiki ijayo|sa susunod na linggo", "next week"],
  ["hazz?aa?r|libo", "thousand"],
  ["(?:elfu|thao|thou) moja", "1000"],
  ["(?:elfu|thao) mbili", "2000"],
  ["(?:elfu|thao) tatu", "3000"],
  ["(?:elfu|thao) nne", "4000"],
  ["(?:elfu|thao) tano", "5000"],
  ["(?:elfu|thao) sita", "6000"],
  ["(?:elfu|thao) saba", "7000"],
  ["(?:elfu|thao) nane", "8000"],
  ["(?:elfu|thao) tisa", "9000"],
  ["(?:elfu|thao) kumi", "10000"],
  ["mia tano", "500"],
  ["a tenner", "10"],
  ["a fiver", "5"],
  ["lunes|jumatatu|somvar", "monday"],
  ["martes|jumanne|mangalvar", "tuesday"],
  ["miyerkules|jumatano|budhvar", "wednesday"],
  ["huwebes|alhamisi|guruvar", "thursday"],
  ["biyernes|ijumaa|shukravar|fryday|firday|frieday", "friday"],
  ["sabado|jumamosi|shanivar|saterday", "saturday"],
  ["linggo|jumapili|ravivar", "sunday"],
  ["nite|nyt", "night"],
  ["mornin|moring|mrng|morng|mornig", "morning"],
  ["evng|evening?g|evenin", "evening"],
  ["dis", "this"],
  ["pya", "pay"],
  ["hv", "have"],
  ["haf", "half"],
  ["nxt", "next"],
  ["wk(?=s?\\b)", "week"],
  ["wknd", "weekend"],
  ["mth", "month"],
  ["mths", "months"],
  ["eom|month[ -]?end", "end of month"],
  ["eow", "end of week"],
  ["eod|cob", "end of day"],
  ["pls|plz|plss|plis", "please"],
  ["thx|thnx|tnx|tks", "thanks"],
  ["thru", "through"],
  ["b4|bfr|befor", "before"],
  ["ur", "your"],
  ["cud", "could"],
  ["wud", "would"],
  ["wil", "will"],
  ["i'l|ill(?= pay| send| settle| clear| transfer| do| make| be pay)", "i'll"],
  ["cnt|cant", "can't"],
  ["dont|dnt", "don't"],
  ["didnt", "didn't"],
  ["wont", "won't"],
  ["havent|hvnt", "haven't"],
  ["isnt", "isn't"],
  ["doesnt", "doesn't"],
  ["payd|payed", "paid"],
  ["alrdy|alredy|allready|oredi|orledi", "already"],
  ["sal+ry|sallary", "salary"],
  ["frm", "from"],
  ["gud", "good"],
  ["mony|moni", "money"],
  ["amt", "amount"],
  ["im", "i'm"],
  ["ive", "i've"],
  ["wanna", "want to"],
  ["gimme", "give me"],
  ["upcoming|forthcoming", "coming"],
  ["(?:the )?following(?= (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday|day))", "next"],
  ["previous(?= (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday|day))", "last"],
  ...Object.entries(teenths).map(([word, n]) => [word, ordinal(n)] as const),
  ...[2, 3].flatMap((tens) =>
    nths.flatMap((word, i) =>
      word === "" || (tens === 3 && i > 1) ? [] : [[`${tens === 2 ? "twenty" : "thirty"}[ -]${word}`, ordinal(tens * 10 + i)] as const],
    ),
  ),
];

/** Letters that stand for words: too short to look for among the rest. */
const letters: readonly (readonly [string, string])[] = [
  ["u", "you"],
  ["r(?= you)", "are"],
];

const word = ["(?<![a-z0-9'])", "(?![a-z0-9'])"] as const;

export interface Rewrite {
  readonly pattern: RegExp;
  readonly by: (groups: Readonly<Record<string, string | undefined>>) => string;
  /** Looked for first where the pattern itself is read only beside such a word. */
  readonly only?: RegExp;
}

export const rewrites: readonly Rewrite[] = [
  { pattern: all(zh), by: lookup(zh) },
  { pattern: all(english, ...word), by: lookup(english) },
  { pattern: all(letters, ...word), by: lookup(letters), only: /(?<![a-z0-9'])[ur](?![a-z0-9'])/ },
  {
    pattern: all(pinyin, "(?<![a-z])"),
    by: lookup(pinyin),
    only: /ming ?tian|[明后今昨] ?tian|\d ?hao|xia yue|hou ?tian|jin ?tian|zuo ?tian|xia ?ge ?yue|xia ?zhou|yue ?di|yi ?jing|mei ?you|mei ?qian|huan ?qian|hao ?de|tui ?ding|da ?cuo|bu ?huan|fa ?gong/,
  },
];

/** `before` and `after` stand once, so that most places are left at the first look. */
function all(entries: readonly (readonly [string, string])[], before = "", after = ""): RegExp {
  return new RegExp(`${before}(?:${entries.map(([pattern], i) => `(?<g${String(i)}>${pattern})`).join("|")})${after}`, "g");
}

/** Which alternative matched says what it means. */
function lookup(entries: readonly (readonly [string, string])[]): (groups: Readonly<Record<string, string | undefined>>) => string {
  const names = entries.map(([, meaning], i) => [`g${String(i)}`, meaning] as const);
  return (groups) => names.find(([name]) => groups[name] !== undefined)?.[1] ?? "";
}
