/** What a borrower says about paying, in English. */
import { asksWho, type Rule } from "./rule.ts";

export const paysEn =
  "(?:pay(?:ing|ment)?|settl(?:e|ing)|clear(?:ing)?|transfer(?:ring)?|send(?:ing)?|deposit(?:ing)?|remit(?:ting)?|sort (?:it|this)|sort(?:ing)? out|make (?:the|a|my|this) payment|do it|do the (?:payment|needful))";
const asks =
  "^\\s?(?:can|could|may|shall|would|will you|will it|will this|how|what|when (?:is|are|do|does|did|will|can|was|should|to)|why|who|where|which|is|are|am|do|does|did|has|have you|should|whats|what's)\\b";

export const intentsEn: readonly Rule[] = [
  {
    intent: "refuse",
    name: "will not pay",
    pattern:
      /(?:\bwill not|\bwon't|\bwont|not going to|\bnot gonna|\bnever (?:going to|gonna|will)?|\brefuse to|\bdon't (?:want|intend|plan) to|no intention (?:of|to)|ain't|no way i'm)\s?(?:be |ever )?(?:pay|paying|give|giving you|settle)|\bsue me\b|take me to court|see you in court|no way i'm paying|not paying|do your worst|do whatever you want|over my dead body|when (?:hell|pigs)|in your dreams/,
    unless: /^\s?(?:will|would|can|are) (?:you|they)|never said|didn't say|did not say|not that i|\?|who said|if i (?:don't|do not|won't)/,
  },
  {
    intent: "extension",
    name: "more time",
    pattern:
      /\bexten(?:sion|d)\b|more time\b|\banother (?:week|month|day|few|couple|\d|two|three|fortnight)|\b(?:\d{1,2}|two|three|few|couple of|a) more (?:days?|weeks?|months?)|\bpostpone|\bdefer|\bdelay(?:ed)?\b|push (?:it |this |the date |my payment )?back|\breschedul|grace|give me (?:(?:a|some|an|one|two|three|few|couple|of|more|little|bit|extra|\d{1,2}|the|next) ){0,4}(?:days?|weeks?|months?|time|until|till)\b|\bpay (?:it )?later\b|move (?:the |my )?(?:due )?date|need (?:some )?time|bear with me/,
    unless: /salary|wages|stop|extended family|give me (?:a call|the (?:number|account|link)|a (?:real|human))/,
  },
  {
    intent: "extension",
    name: "instalments or a cut",
    pattern:
      /\binstal?lments?\b|payment (?:plan|arrangement)|\b(?:monthly|weekly) payments?|split (?:it|the|this)|\bwaive|\breduc(?:e|tion)|lower (?:the |my )?(?:interest|amount|payment|rate)|\bdiscount|restructur|spread (?:it|the)/,
    unless: /you (?:said|promised)|how much is/,
  },
  {
    intent: "partial",
    name: "some first",
    pattern:
      /\b(?:only|at most|max(?:imum)?|up to|at least)\b.{0,20}(?:\d|\bhalf|some|part)|\bfor now\b|part(?:ial)?(?:ly)? (?:of|pay)|\bpartial\b|\bhalf\b(?! (?:a |an )?(?:month|year|day|week|hour))|some of it|(?:\d|now|today).{0,20}\b(?:rest|balance|remain\w*)\b|\brest (?:later|next|on|by|after)|i have \d+ (?:now|today|only)/,
    unless: /already (?:paid|sent)|have paid|leave me|only (?:\d+ )?(?:days?|weeks?|months?)|not for now|busy/,
  },
  {
    intent: "paid",
    name: "says it is paid",
    pattern:
      /\b(?:i|i've|we|we've|ive|have|has|been|was|is|it's|already|just|wife|husband|son|brother|mom|all|yesterday|today|morning)\b.{0,25}?\b(?:paid|transferred|sent|cleared|settled|deposited|remitted|payed)\b|^\s?(?:paid|transferred|sent|settled|cleared|done)\b(?! (?:tomorrow|next|by))|payment (?:\w+ ){0,2}(?:made|done|sent|completed|successful|went through)|(?:made|did|completed|sent) (?:the|my|a|this) (?:payment|transfer)|\b(?:i|just) (?:paid|sent)|transfer了/,
    unless:
      /\bnot\b|n't\b|dont|havent|\bnever\b|\bwill\b|'ll\b|\bwhen\b|get(?:s|ting)? paid|got paid|got sent|\bonce\b|\bif\b|\bafter\b|\buntil\b|\bbe (?:paid|settled|cleared|sent)|\?|going to|gonna|tomorrow|next|need|want|should|haven|sent me|you sent|\bsoon\b|almost|(?:being|am|is) paid (?:on|every|weekly|monthly)|did you|unless|done paying|paid enough|^system|user has|^\s?(?:has|have|did|was) (?:my|the|it|you)|paid (?:attention|a visit|respects|the price|heed)|paid (?:us|me) back/,
  },
  {
    intent: "paid",
    name: "says it is paid, in other tongues",
    pattern:
      /\b(?:nime|nimesha|nisha|tume|tumesha)(?:lipa|tuma|maliza|weka|clear|send|pay)\w*|\b(?:nakapag|nag)-?(?:bayad|hulog|send)\b|\b(?:na-?bayaran|binayaran|nahulog|na-?send|na-?transfer)\b(?: ko| na| po| ng)*|\bbayad na\b|\b(?:bhej|kar|bhar|jama kar|pay kar|transfer kar) (?:diya|di|diye|chuka|chuki)\b|\bi don (?:already )?(?:pay|send|transfer|do (?:the )?transfer)\b|\b(?:money|am|e) don (?:enter|land|drop)\b|\bpayment ho (?:gaya|gayi|chuk\w+)/,
    unless: /\?|\b(?:bado|hindi|di pa|nahi|never|no|kung|kama|agar|jab|kapag|pag|si(?:ja|ku))\b|nahin/,
  },
  {
    intent: "promise",
    name: "says it will be paid, in other tongues",
    pattern:
      /\b(?:nita|nta|tuta)(?:lipa|tuma|maliza|weka|clear|pay|send|ku?tumia|walipa|watumia)\w*|\b(?:mag-?\s?babayad|mag-?\s?bayad|magbabayad|maghuhulog|babayaran|ihuhulog|isesend|i-?send) (?:ko|po|ako|na)\b|\b(?:kar|bhej|de|bhar|pay kar|jama kar|transfer kar) (?:dunga|dungi|denge|deta h\w+|deti h\w+)\b|\b(?:karunga|karungi|bharunga|bhejunga|karta h\w+)\b|\b(?:i|we) go (?:pay|send|transfer|do am|drop)\b|\b(?:make|mek) i (?:pay|send)\b|\bexpect (?:alert|the money|my (?:payment|transfer))\b|\bleaves my (?:account|bank)|\b(?:goes|going|comes|coming) out of my (?:account|bank)/,
    unless: /\?|\b(?:jaan|zehar|siwezi|sita\w+|hindi|nahi|nahin|never|no|not|kung|kama|agar|jab|kapag|pag|ikiwa|nikilip\w+|nikipata|ke baad hi)\b|n't/,
  },
  {
    intent: "promise",
    name: "denies refusing",
    pattern:
      /(?:never|didn't|did not|not) (?:said|say|saying) (?:that )?i (?:won't|wont|will not|wouldn't|would not|am not going to)|(?:who said|not that) i (?:won't|am not)|i'm not refusing/,
    unless: /\?$/,
  },
  {
    intent: "promise",
    name: "says it will be paid",
    pattern: new RegExp(
      `(?:\\bi'?ll\\b|\\bwill\\b|\\bgoing to\\b|\\bgonna\\b|\\bplan(?:ning)? to\\b|\\bpromise\\b|\\blet me\\b|\\bintend to\\b|\\bshall\\b|\\bcan\\b|\\bable to\\b|\\bi'm\\b|\\bi am\\b).{0,30}?\\b${paysEn}\\b|(?:will|'ll|gonna|going to) (?:be )?(?:paid|settled|cleared|sent|done)|you(?:'ll| will) (?:get|have|receive) (?:it|the|your)(?! (?:off|back))`,
    ),
    unless: new RegExp(`\\bnot\\b|n't\\b|\\bcant\\b|\\bwont\\b|\\bnever\\b|cannot|\\?|${asks}|only|wrong|\\byou can pay|stop (?:calling|texting|sending)`),
  },
  {
    intent: "question",
    name: asksWho,
    pattern:
      /\bwho(?: is|'s|s| are| r| be) (?:this|that|you|dis|dat|u|asking|texting|messaging|writing)(?! (?:person|for|looking))|\bwho (?:dis|dat|this|you be|una be)\b|\bnani (?:huyu|wewe)\b|\bsino (?:po )?(?:ito|to|ba (?:ito|to))\b|\baap kaun\b|\bkaun (?:hai|ho)\b/,
  },
  {
    intent: "question",
    name: "asks about the loan",
    pattern: new RegExp(
      `(?:${asks}|\\b(?:how much|how do i|how can i|what is|what's|when is|where|can i|need to know|tell me|want to know)\\b).{0,40}\\b(?:pay|paid|owe|due|balance|loan|interest|late fee|instal\\w*|my credit(?! card)|credit score|amount|penalty|overdue|debt|repay\\w*|who are you|this for)\\b`,
    ),
    unless: /how are you|how dare|do you (?:think|like|know)/,
  },
  {
    intent: "question",
    name: "asks",
    weak: true,
    pattern: new RegExp(
      `\\?|${asks}|\\b(?:how much|how do i|how can i|what is|what's|when is|where (?:do|can) i|can i|could i|could you|can you|need to know|tell me|i want to know|do i (?:owe|have)|whats)\\b`,
    ),
    unless: /who knows|how are you|how dare|what(?:ever| the (?:hell|fuck))|is (?:this|that) him/,
  },
];
