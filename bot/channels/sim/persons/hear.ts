import { dayIn, dayMs, hourMs, minuteMs, secondMs, weekday, zone, type Instant } from "../../../domain/calendar.ts";
import { heardAs, languageOf, type Heard } from "./heard.ts";
import type { Person } from "./person.ts";
import { between, pick, randomOf, type Random } from "./random.ts";
import { wordsEn } from "./words-en.ts";
import { wordsZh } from "./words-zh.ts";
import type { Words } from "./words.ts";

/** What a person does after reading a text; `fraction` of what is due when the time has come. */
export type Action =
  | { readonly kind: "reply"; readonly afterMs: number; readonly text: string }
  | { readonly kind: "pay"; readonly afterMs: number; readonly fraction: number };

/**
 * What this person does on reading that text at that moment. Pure: the same person, text and day give the same
 * actions, in order of time. A statement is never answered, so that two machines never talk for ever.
 */
export function hear(person: Person, text: string, now: Instant): readonly Action[] {
  const heard = heardAs(text);
  if (heard === "statement") return [];
  const language = languageOf(text);
  const today = dayIn(now, zone(language === "zh" ? "Asia/Shanghai" : "UTC"));
  const random = randomOf([person.seed, person.address, today, text].join(" "));
  const mind: Mind = {
    random,
    words: words[language],
    promise: promiseOf(random, words[language].days(weekday(today))),
    options: text.match(/^\d\. /gmu)?.length ?? 0,
  };
  return [...answer(person, heard, mind)].sort((a, b) => a.afterMs - b.afterMs);
}

const words: Readonly<Record<"zh" | "en", Words>> = { zh: wordsZh, en: wordsEn };

interface Mind {
  readonly random: Random;
  readonly words: Words;
  /** How many numbered lines the text ends with. */
  readonly options: number;
  readonly promise: { readonly said: string; readonly half: boolean; readonly pays: readonly Action[] };
}

function answer({ temperament }: Person, heard: Heard, mind: Mind): readonly Action[] {
  switch (temperament) {
    case "silent":
      // Some pay without a word.
      return heard === "reminder" && mind.random() < 0.3 ? [pay(mind.random, 1)] : [];
    case "wrong_person":
      return [say(mind, mind.words.wrongNumber)];
    case "noise":
      return mind.random() < 0.6 ? [say(mind, mind.words.noise)] : agreeable(heard, mind);
    case "wants_person":
      return heard === "identity" ? agreeable(heard, mind) : [say(mind, mind.words.person)];
    case "disputer":
      return heard === "identity" || ofCheckin.has(heard) ? agreeable(heard, mind) : [say(mind, mind.words.dispute)];
    case "asks_for_time":
      return heard === "reminder" || heard === "rephrase" ? [say(mind, mind.words.moreTime)] : agreeable(heard, mind);
    case "prompt":
      return heard === "reminder" ? paysNow(mind) : agreeable(heard, mind);
    case "promiser":
      return agreeable(heard, mind);
  }
}

const ofCheckin: ReadonlySet<Heard> = new Set(["ready", "numbered", "takings", "checkin"]);

/** A person who answers what was asked. */
function agreeable(heard: Heard, mind: Mind): readonly Action[] {
  switch (heard) {
    case "identity":
      return [say(mind, mind.words.yesItIsMe)];
    case "confirm":
      return [say(mind, mind.words.yesThatIsRight)];
    case "choice":
      return [say(mind, mind.words.choice)];
    case "amount":
      return [say(mind, mind.promise.half ? mind.words.half : mind.words.all)];
    case "ready":
      return [say(mind, mind.words.ready)];
    case "numbered":
      return [say(mind, [String(Math.min(mind.options, 1 + Math.floor(mind.random() * mind.options)))])];
    case "takings":
      return [say(mind, mind.words.takings)];
    case "checkin":
      return [say(mind, mind.words.business)];
    case "reminder":
    case "when":
    case "rephrase":
      return [say(mind, mind.promise.half ? mind.words.promiseHalf(mind.promise.said) : mind.words.promise(mind.promise.said)), ...mind.promise.pays];
    case "statement":
      return [];
  }
}

function paysNow(mind: Mind): readonly Action[] {
  const paid = pay(mind.random, 1);
  if (mind.random() < 0.5) return [paid];
  return [paid, { kind: "reply", afterMs: paid.afterMs + between(mind.random, 5, 40) * secondMs, text: pick(mind.random, mind.words.paid) }];
}

/** One in four breaks the promise, one in ten pays less than promised. */
function promiseOf(random: Random, days: readonly [{ said: string; inDays: number }, ...{ said: string; inDays: number }[]]): Mind["promise"] {
  const { said, inDays } = pick(random, days);
  const half = random() < 0.2;
  const fate = random();
  const fraction = (half ? 0.5 : 1) * (fate < 0.9 ? 1 : 0.6);
  const afterMs = inDays * dayMs - between(random, 30, 360) * minuteMs;
  return { said, half, pays: fate < 0.25 ? [] : [{ kind: "pay", afterMs: Math.max(afterMs, hourMs), fraction }] };
}

/** Short enough to watch in a demo, longer than the two seconds in which texts settle. */
const say = ({ random }: Mind, from: readonly [string, ...string[]]): Action => ({
  kind: "reply",
  afterMs: between(random, 4, 45) * secondMs,
  text: pick(random, from),
});

const pay = (random: Random, fraction: number): Action => ({ kind: "pay", afterMs: between(random, 20, 180) * secondMs, fraction });
