/** What must be noticed before anything else, in English. */
import type { Rule } from "./rule.ts";
import { sidewaysEn } from "./safety-sideways.ts";

const kin = "wife|husband|son|daughter|mother|mom|mum|father|dad|brother|sister|friend|spouse|partner|roommate|neighbou?r|colleague";

export const safetyEn: readonly Rule[] = [
  {
    intent: "distress",
    name: "self-harm",
    pattern:
      /\bkill (?:my ?self|me)\b|\bsuicid\w*|\bend (?:my life|it all|everything)|(?:don't|dont|do not|no longer) want to (?:live|be alive|be here anymore)|\bwant(?:ed)? to die\b|better off dead|can't go on|cannot go on|no reason to live|not worth living|harm myself|hurt myself|take my (?:own )?life|jump off|\boverdose\b|rather die|nothing left to live/,
    unless: /\b(?:he|she|they|husband|wife|brother|sister|son|daughter|father|mother)\b.{0,12}\bcommitted|\blaugh\w*|\bfunny\b|\bgame\b|\bmovie\b|\bjoking\b/,
  },
  {
    intent: "distress",
    name: "violence",
    pattern: /\b(?:kill|shoot|stab|murder|hurt|burn) (?:you|u|your|him|her|them|someone|everyone|the office)\b|\bbomb\b|\b(?:my|a|with) gun\b/,
  },
  {
    intent: "deceased",
    name: "borrower has died",
    pattern: new RegExp(
      `\\b(?:he|she|they|borrower|customer|owner|person|mr\\.? \\w+|mrs\\.? \\w+|my (?:${kin})|my late (?:${kin}))\\b.{0,20}\\b(?:is dead|has died|died|passed away|passed on|deceased|no longer with us|is no more|expired)\\b|\\bdeceased\\b|\\bmy late (?:${kin})\\b|^\\s?(?:dead|passed away)`,
    ),
  },
  {
    intent: "wrong_person",
    name: "wrong number or person",
    pattern:
      /\bwrong (?:number|person|guy|man|woman|contact|phone)\b|\bnot (?:him|her|the (?:right )?person|that person|mr|mrs|the borrower|my name)\b|(?:don't|dont|do not|never) (?:know|heard of) (?:this|that|any|him|her|who)(?: (?:person|guy|man|woman|name|one|\w+ is|is))?(?:$|[ .,!])|(?:doesn't|does not|don't|no longer|not) live(?:s)? here|no ?(?:one|body) (?:here )?(?:by|with|named|called) |no such person|\bain't no \w+ here|\bwho is (?:this|that) (?:person|for)|\b(?:the )?wrong (?:chap|bloke|lady|lad|fellow|dorothy)|\b(?:idk|don't know) who (?:that|this|dat|dis) is|who are you looking for/,
    unless: /don't know (?:if|when|how|what|who are you|this (?:charge|fee|loan))/,
  },
  {
    intent: "wrong_person",
    name: "someone else answers",
    pattern: new RegExp(
      `\\b(?:i'm|i am|im|this is) (?:his|her|the borrower's|their) (?:${kin})|\\b(?:he|she) (?:is not|isn't|is no longer|isnt) (?:here|home|available|at this)|\\bnew (?:owner|number|phone number|user)\\b|changed (?:his|her|the) number|(?:number|phone) (?:belongs to|was reassigned)|i'm not (?:the )?(?:\\w+ ?){0,2}you(?:'re| are) looking for`,
    ),
  },
  {
    intent: "dispute",
    name: "not my debt",
    pattern:
      /(?:don't|dont|do not|didn't|did not|never|not) (?:owe|borrow\w*|took|take|taken|authori[sz]e\w*|appl(?:y|ied)|sign\w*|receiv\w*) (?:you |this |that |any|a |the |it|from|for|money)?(?:.{0,20}(?:loan|debt|money|this|you|contract|goods|thing|dime|cent|authori))?|not my (?:debt|loan|bill|account)|\bdispute\b|\bfraud\w*|\bscam|identity (?:theft|stolen)|stole my|\bmy (?:lawyer|attorney)|(?:get|got|call|have) a (?:lawyer|attorney)|\bcomplain/,
    unless:
      /(?:don't|dont|do not|didn't|never|not) (?:have|had|got|get|receive)\w* (?:any |the |my |enough |a |much |it|that|this)?\s?(?:money|cash|salary|income|job|paid|funds|\d|code|link|answer|time)|haven't|got paid|(?:won't|not) (?:going|forget)|bankruptcy|chapter \d|attention/,
  },
  {
    intent: "dispute",
    name: "amount contested",
    pattern:
      /\b(?:amount|bill|balance|invoice|statement|figure|interest|fee|charge|total|calculation)s?\b.{0,15}\b(?:wrong|incorrect|not right|not correct|inaccurate|mistake|too high|unfair|not what)|(?:over ?charged?|charged? (?:me )?(?:too much|twice|\d+ when|extra))|\bincorrect\b|contract says|why am i (?:being )?charged|you (?:said|promised).{0,20}(?:waive|free|discount)/,
  },
  {
    intent: "human",
    name: "a person, please",
    pattern:
      /\b(?:speak|talk|chat|connect|transfer)\w*\b.{0,15}\b(?:human|agent|person|someone|somebody|representative|rep|manager|supervisor|officer|staff|people)\b|\b(?:real|live|actual) (?:person|human|agent|people)\b|\bhuman\b|call me|give me a call|phone me|customer (?:service|care|support)|have someone (?:call|contact)|\brepresentative\b|^\s?(?:agent|operator|manager)\b/,
    unless:
      /(?:don't|dont|not|never|stop|no need to) (?:call|phone)|human error|wrong person|\bare you\b|is it true|you(?:'re| are|r)? an? (?:human|real)|your a|am i (?:talking|speaking)|you be/,
  },
  {
    intent: "abusive",
    name: "abuse",
    pattern:
      /\bf+u+c*k\w*|\bf\*+k?|\bshit\w*|\bbullshit|\bass ?hole|\bbitch|\bbastard|\bidiots?\b|\bmorons?\b|\bstupid\b|go to hell|screw you|\byou scum|\bscum(?:bag)?s?[.!]?$|\bdickhead|\bcunt|\bprick\b|\bpiss off|\bthieves\b|\bcrooks?\b|\bleech|\bparasites?\b|bloodsuck|shut up|\bdamn you/,
    unless: /^\s?(?:holy|oh|aw) shit|no shit|shit happens/,
  },
  {
    intent: "hardship",
    name: "lost work or income",
    pattern:
      /\blost (?:my |the )?(?:job|work|business|income|everything)|\blaid off|\bunemployed|\bjobless|\bfired\b|no (?:work|job|income|business|customers|sales)\b|business (?:is |has |was )?(?:failed|closed|bad|slow|down|shut|bankrupt)|\bbankrupt|(?:salary|wages?|boss).{0,15}(?:not paid|delayed|late|hasn't|has not|unpaid)|out of work|crops?.{0,10}(?:failed|died|destroyed)|shop.{0,10}(?:closed|burn)/,
  },
  {
    intent: "hardship",
    name: "illness, accident or disaster",
    pattern:
      /\b(?:hospital\w*|surgery|operation|cancer|sick|ill|accident|injured|broke my|covid|medical|drought|flood\w*|fire|earthquake|typhoon|hurricane|cyclone|funeral|(?:family|medical) emergency|divorce\w*|jail|prison|arrested)\b|in (?:my|the) family (?:has )?(?:died|passed)/,
    unless:
      /fire you|\b(?:i )?work(?:s|ing)? (?:at|in|for) (?:a |the )?(?:\w+ )?(?:jail|prison|hospital)|\bnurse\b|\bdoctor at|discharged?\b|nimetoka hospital/,
  },
  {
    intent: "hardship",
    name: "cannot afford it",
    weak: true,
    pattern:
      /\b(?:can't|cant|cannot|can not|unable to|couldn't) (?:afford|pay|make|manage)|\b(?:no|not enough|don't have|dont have|have no|out of|short (?:of|on)) (?:any |the |enough )?(?:money|cash|funds|nothing)|have nothing|\bbroke\b|hard times|financial (?:difficult|hardship|trouble|problem)\w*|struggling|tight (?:on|with)|wiped me out/,
  },
  ...sidewaysEn,
];
