import { addDays, dayIn } from "../calendar.ts";
import { findAmounts } from "./amounts.ts";
import { answerHit } from "./answers.ts";
import { findDates, type DateOptions, type FoundDate } from "./dates.ts";
import { paymentHits } from "./intents.ts";
import { normalise, type Normalised } from "./normalise.ts";
import { offers } from "./offers.ts";
import { optOutHits } from "./opt-out.ts";
import { partsOf } from "./parts.ts";
import { mayAct, ranked } from "./rank.ts";
import type { Intent, IntentName, Reply, ReplyContext } from "./reply.ts";
import { inScript, splitClauses, type Hit } from "./rule.ts";
import { safetyEn } from "./safety-en.ts";
import { safetyZh } from "./safety-zh.ts";
import { yesNo } from "./yes-no.ts";

/**
 * Reads one text. Pure and total: the same text and context give the same reply, and no text throws. Work grows
 * linearly with the length, since every pattern looks a bounded distance ahead.
 */
export function understand(text: string, context: ReplyContext): Reply {
  const normal = normalise(text);
  const today = dayIn(context.receivedAt, context.zone);
  const { asked } = context;
  const options: DateOptions = { today, lean: "future", locale: context.locale, asked: asked === "promise_when" || asked === "confirm_promise" };
  const clauses = splitClauses(normal.text);

  const ahead = findDates(normal.text, options);
  const due = dueAmount(context, addDays(today, 3));
  const amountsBeside = (taken: readonly FoundDate[]): ReturnType<typeof findAmounts> =>
    findAmounts(normal.text, { currency: context.currency, due, asked: asked === "promise_amount", taken });
  const yes = yesNo(normal.text);

  const safety = [...optOutHits(normal.text, clauses, asked), ...clauses.flatMap((clause) => inScript(clause, safetyZh, safetyEn))];
  const said = [...safety, ...paymentHits(clauses, ahead)];
  const answer = said.length > 0 ? undefined : answerHit({ asked, yes, dates: ahead, amounts: amountsBeside(ahead), due, length: normal.text.length });
  const hits = answer ? [answer] : said;
  const names = ranked(hits);

  const behind = names[0] === "paid" ? findDates(normal.text, { ...options, lean: "past" }) : [];
  const spoken = offers({ clauses, hits, ahead, behind, amounts: amountsBeside(ahead), today });
  const parts = carriesParts.has(names[0] ?? "unclear") ? partsOf(clauses, spoken.amounts, spoken.dates, normal) : [];
  const intents = names.map((name) => intent(name, hits, normal, names.length));
  return {
    act: mayAct({ names, parts, text: normal.text, asked, yes, dateTurns: spoken.turned, weak: onlyWeak(hits, names[0]) }),
    intents,
    parts,
    ...(yes !== undefined && { yes }),
    why: hits.length > 0 ? hits.map((hit) => `${hit.intent}: ${hit.rule}`) : ["no rule applied"],
  };
}

/** In a question, a dispute or a farewell, a day or a sum is nobody's offer (POLICY: amounts). */
const carriesParts: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise", "partial", "extension", "unclear"]);

/** What falls due by then; before anything does, the next instalment. Undefined where nothing is open. */
function dueAmount({ open }: ReplyContext, by: string): bigint | undefined {
  const due = open.filter((instalment) => instalment.dueOn <= by);
  return (due.length > 0 ? due : open.slice(0, 1)).reduce<bigint | undefined>((sum, { minor }) => (sum ?? 0n) + minor, undefined);
}

const onlyWeak = (hits: readonly Hit[], name: IntentName | undefined): boolean => hits.every((hit) => hit.intent !== name || hit.weak);

/** Confidences are the rules' own, not measured: a lone rule, a rule among rivals, none. */
function intent(name: IntentName, hits: readonly Hit[], normal: Normalised, of: number): Intent {
  const mine = hits.filter((hit) => hit.intent === name);
  return {
    name,
    confidence: mine.length === 0 ? 0.2 : onlyWeak(hits, name) ? 0.6 : of === 1 ? 0.9 : 0.7,
    evidence: mine.map((hit) => ({ ...normal.original(hit.start, hit.end), rule: hit.rule })),
  };
}
