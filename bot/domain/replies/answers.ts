/** What a bare answer means once it is known what was asked. */
import type { FoundAmount } from "./amounts.ts";
import type { FoundDate } from "./dates.ts";
import type { Asked, IntentName } from "./reply.ts";
import type { Hit } from "./rule.ts";

export interface Answer {
  readonly asked: Asked | undefined;
  readonly yes: boolean | undefined;
  readonly dates: readonly FoundDate[];
  readonly amounts: readonly FoundAmount[];
  /** What is due; an amount below it is only a part. */
  readonly due: bigint | undefined;
  readonly length: number;
}

/** At most one hit, and only where no rule said anything else about the text. */
export function answerHit(answer: Answer): Hit | undefined {
  const found = answer.asked && meant(answer);
  return found && { intent: found[0], rule: found[1], start: 0, end: answer.length, weak: false };
}

function meant({ asked, yes, dates, amounts, due, length }: Answer): readonly [intent: IntentName, rule: string] | undefined {
  switch (asked) {
    case "confirm_person":
      return yes === false ? ["wrong_person", "no to: are you this person"] : undefined;
    case "confirm_promise":
      if (dates.length > 0 || amounts.length > 0) return short(length) ? ["promise", "corrects the promise"] : undefined;
      return yes ? ["promise", "yes to: do you promise"] : undefined;
    case "promise_when":
      return dates.length > 0 && short(length) ? ["promise", "a day, when asked for one"] : undefined;
    case "promise_amount": {
      const minor = amounts[0]?.minor;
      if (minor === undefined || !short(length)) return undefined;
      return due !== undefined && minor >= due ? ["promise", "an amount, when asked for one"] : ["partial", "an amount, when asked for one"];
    }
    default:
      return undefined;
  }
}

/** A bare answer is short; in a longer text the day may belong to anything. */
const short = (length: number): boolean => length <= 24;
