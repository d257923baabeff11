import type { Day } from "../calendar.ts";
import { hasCue } from "./cues.ts";
import { findDates, type FoundDate } from "./dates.ts";
import { wordsOf, type Features } from "./model/features.ts";
import { strongest, type LinearModel, type Probabilities } from "./model/linear-model.ts";
import type { Normalised } from "./normalise.ts";
import { offers } from "./offers.ts";
import { partsOf } from "./parts.ts";
import { hearsay, instruction } from "./intents.ts";
import { redirected } from "./opt-out.ts";
import { mayAct, order } from "./rank.ts";
import type { Intent, IntentName, Reply, ReplyPart } from "./reply.ts";
import type { Hit } from "./rule.ts";
import type { Signals } from "./signals.ts";
import { yesBy } from "./yes-no.ts";

export interface Deciding {
  readonly signals: Signals;
  readonly normal: Normalised;
  readonly today: Day;
  readonly locale: string;
  readonly features: Features;
  readonly model: LinearModel;
  readonly likely: Probabilities;
}

/** Weighs what the rules found against what the model thinks likely, and says whether that is sure enough to act on. */
export function decide(of: Deciding): Reply {
  const { signals, normal, today, locale, likely } = of;
  const { hits, asked, yes, text } = signals;
  const names = intentsOf(signals, likely);
  const [primary = "unclear"] = names;
  const behind = primary === "paid" ? findDates(text, { today, lean: "past", locale, asked: false }) : [];
  const spoken = offers({ primary, clauses: signals.clauses, hits, ahead: signals.dates, behind, amounts: signals.amounts, today });
  const said =
    carriesParts.has(primary) || (!carriesNone.has(primary) && hits.some((hit) => paying.has(hit.intent)))
      ? partsOf(signals.clauses, spoken.amounts, spoken.dates, normal)
      : [];
  const parts = carriesParts.has(primary) && !severalDays(spoken, text) ? said : said.map(unsure);
  const intents = names.map((name) => intent(name, hits, likely, normal));
  const sure =
    (signals.answered || twoKeys(primary, signals, likely)) &&
    mayAct({
      names,
      parts,
      text,
      asked,
      yes: asked === "confirm_person" && yes === true && yesBy(text) !== "plain" ? undefined : yes,
      dateTurns: spoken.turned,
      weak: onlyWeak(hits, primary),
      p: likely[primary],
      gravity: gravity(likely),
      contested: contested(primary, signals),
      asksBack: hits.some((hit) => hit.intent === "question"),
      ahead: behind.length > 0 && behind.every((date) => date.fuzzy || date.on > today),
      rivals: names.slice(1).filter((name) => likely[name] >= 0.15),
    });
  return { act: sure, intents, parts, ...(yes !== undefined && { yes }), ...(yes === true && { yesBy: yesBy(text) }), why: reasons(of, primary) };
}

/** In a question, a dispute or a farewell, a day or a sum is nobody's offer (POLICY: amounts). */
const carriesParts: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise", "partial", "extension", "unclear"]);
const carriesNone: ReadonlySet<IntentName> = new Set<IntentName>(["question", "refuse", "distress", "deceased"]);
const paying: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise", "partial", "extension"]);
/** Beside a grievance a day is told, not offered. */
const unsure = ({ amount, date }: ReplyPart): ReplyPart => ({ ...(amount && { amount }), ...(date && { date: { ...date, fuzzy: true } }) });

/** Days that differ, without a sum for each or a word of several payments: which of them is meant, only the borrower knows. */
function severalDays({ dates, amounts }: { readonly dates: readonly FoundDate[]; readonly amounts: readonly unknown[] }, text: string): boolean {
  const days = new Set(dates.filter((date) => !date.fuzzy).map((date) => date.on));
  return days.size > 1 && amounts.length < days.size && !shared.test(text);
}
const shared = /剩|其余|余下|另外|一半|再还|两次|两笔|分|\b(?:rest|balance|remain\w*|half|other|then|and)\b/;

/** What no talk of paying may hide. */
const grave: ReadonlySet<IntentName> = new Set<IntentName>(["distress", "opt_out", "deceased", "wrong_person", "dispute", "hardship"]);
const money: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise"]);

/** What is recorded of money, and questions, which all talk is full of: a hint opens no door there. */
const needsRule: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise", "partial", "question"]);

/** Whoever says these waits for no second opinion: being silent too early harms nobody. */
const atOnce: ReadonlySet<IntentName> = new Set<IntentName>(["opt_out", "distress", "deceased", "human"]);

/** How likely the model must find an intent before it counts at all, and before it is acted upon. */
export const thresholds = {
  listed: 0.35,
  act: 0.85,
  actAtOnce: 0.7,
  actOnHint: 0.97,
  actOnCue: 0.985,
  named: 0.25,
  grave: 0.35,
  suspected: 0.2,
  hinted: 0.08,
  silence: 0.2,
  foundless: 0.85,
} as const;

/**
 * The likeliest first; then what rules found; then what is likely enough by itself. Where a rule found something grave,
 * or the model half expects it, neither "paid" nor "promise" comes first.
 */
function intentsOf({ hits, hints, ranked, answered, asked, yes, text }: Signals, likely: Probabilities): IntentName[] {
  const found = new Set(hits.map(({ intent: name }) => name));
  if (answered) return [...ranked];
  if (asked === "confirm_person" && yes === true && hits.length === 0) return ["unclear"];
  const hinted = new Set(hints.map(({ intent: name }) => name));
  const serious = new Set(hits.filter((hit) => !hit.weak && grave.has(hit.intent)).map((hit) => hit.intent));
  // The words that lenders must obey decide alone, whatever a model makes of them.
  const silenced = serious.has("opt_out");
  // Opt-out by the model alone yields to one who only asks for another hour, channel or receiver.
  const turned = !found.has("opt_out") && likely.opt_out >= 0.05 && redirected.test(text);
  // A mourner who speaks of paying is the borrower: the relative has died, not the one whom we write to.
  const mourner = found.has("deceased") && ranked[0] !== "deceased" && likely.deceased < 0.9;
  const barred = serious.size > 0 || ranked[0] === "human" || gravity(likely) >= thresholds.grave;
  const open: IntentName[] = [];
  let [best, top]: [IntentName, number] = ["unclear", -1];
  for (const name of order) {
    if (barred && (money.has(name) || (!found.has(name) && likely[name] < 0.3))) continue;
    // Without a rule or the model's plain certainty nobody has paid or promised anything.
    if (money.has(name) && !found.has(name) && (likely[name] < thresholds.foundless || hearsay.test(text) || instruction.test(text))) continue;
    if ((mourner && name === "deceased") || (turned && name === "opt_out")) continue;
    open.push(name);
    const score = likely[name] + (silenced && name === "opt_out" ? 0.7 : serious.has(name) && name !== "hardship" ? 0.1 : 0);
    if (score > top) [best, top] = [name, score];
  }
  const first = top >= thresholds.named || found.has(best) ? best : (ranked.find((name) => open.includes(name)) ?? "unclear");
  // Who may have asked for silence is heard: a borrower wrongly left in peace writes again, one wrongly pestered complains.
  const others = order.filter(
    (name) =>
      name !== first &&
      name !== "unclear" &&
      (found.has(name) ||
        (name === "opt_out" && (hinted.has(name) || likely[name] >= thresholds.silence)) ||
        (likely[name] >= bar(name, hinted.has(name)) && hasCue(text, name))),
  );
  return others.length < 2 ? [first, ...others] : [first, ...others.toSorted((a, b) => placeIn(ranked, a) - placeIn(ranked, b) || likely[b] - likely[a])];
}

/** What is grave is listed on less: first or not, it is then in nobody's way to say so, and a person sees it. */
const bar = (name: IntentName, hinted: boolean): number => (!grave.has(name) ? thresholds.listed : hinted ? thresholds.hinted : thresholds.suspected);

const placeIn = (ranked: readonly IntentName[], name: IntentName): number => (ranked.includes(name) ? ranked.indexOf(name) : ranked.length);

/** What the model holds for grave, taken together: half suspecting two such things is as bad as expecting one. */
function gravity(likely: Probabilities): number {
  let sum = 0;
  for (const name of grave) sum += likely[name];
  return sum;
}

/** A firm rule says something else, and would say it first. */
const contested = (primary: IntentName, { hits, ranked }: Signals): boolean =>
  ranked[0] !== primary && hits.some((hit) => hit.intent === ranked[0] && !hit.weak && hit.intent !== "question");

/** Both keys: the model finds it likely, and a rule, or at least a word that goes with it, says so too. */
function twoKeys(primary: IntentName, { hits, hints, text }: Signals, likely: Probabilities): boolean {
  if (primary === "unclear") return true;
  const p = likely[primary];
  if (hits.some((hit) => hit.intent === primary)) return p >= (atOnce.has(primary) ? thresholds.actAtOnce : thresholds.act);
  if (!needsRule.has(primary) && hints.some((hit) => hit.intent === primary)) return p >= thresholds.actOnHint;
  return p >= thresholds.actOnCue && hasCue(text, primary);
}

const onlyWeak = (hits: readonly Hit[], name: IntentName): boolean => hits.every((hit) => hit.intent !== name || hit.weak);

function intent(name: IntentName, hits: readonly Hit[], likely: Probabilities, normal: Normalised): Intent {
  const mine = hits.filter((hit) => hit.intent === name);
  return {
    name,
    confidence: Math.round(likely[name] * 1000) / 1000,
    evidence: mine.map((hit) => ({ ...normal.original(hit.start, hit.end), rule: hit.rule })),
  };
}

/** For people: the rules that fired, then what the model leaned on. */
function reasons({ signals: { hits }, model, features }: Deciding, primary: IntentName): string[] {
  const rules = hits.map((hit) => `${hit.intent}: ${hit.rule}`);
  const words = strongest(model, features.hashes.slice(0, features.clues), primary, 5).flatMap((hash) => wordsOf(features, hash) ?? []);
  const leaned = words.slice(0, 3).map((word) => `"${word}"`);
  return [...(rules.length > 0 ? rules : ["no rule applied"]), ...(leaned.length > 0 ? [`${primary}: sounds like ${leaned.join(", ")}`] : [])];
}
