import { hourMs, type Instant } from "../calendar.ts";
import type { ContactPointId } from "../ids.ts";
import { whichPerson, type Sharer } from "./which-person.ts";

/** What is known of who holds a number that several borrowers left. */
export interface Line {
  /** When "which of you?" was last put there. */
  readonly askedAt?: Instant;
  /** Who answered that, and when; when a text was last heard there. */
  readonly bound?: { readonly contact: ContactPointId; readonly at: Instant; readonly heardAt: Instant };
}

/** Whose a text is: `named` by itself just now, `bound` by what was answered before, or `unknown`. */
export type Whose = { readonly who: "named" | "bound"; readonly contact: ContactPointId } | { readonly who: "unknown" };

/** A talk is over when nothing was said for so long: the phone may be in other hands. */
export const talkMs = hourMs;

/**
 * Whose text it is. Only an answer to our question binds, and only one that says plainly which; asking anew unbinds.
 * `at`: when it was sent, since one from before the question is no answer to it.
 */
export function whoseText({ askedAt, bound }: Line, text: string, at: Instant, now: Instant, sharers: readonly Sharer[]): Whose {
  const isOpen = askedAt !== undefined && (bound === undefined || askedAt > bound.at);
  // providers' times have whole seconds
  if (isOpen && at >= askedAt - 1_000) {
    const named = whichPerson(text, sharers);
    if (named) return { who: "named", contact: named.contact };
  }
  if (isOpen || !bound || !isBound({ bound }, now) || !sharers.some(({ contact }) => contact === bound.contact)) return { who: "unknown" };
  // "I am Peter" while we talk with Anna: the phone has changed hands
  const other = whichPerson(text, sharers);
  return other && other.contact !== bound.contact ? { who: "unknown" } : { who: "bound", contact: bound.contact };
}

/** Somebody said who they are, and their talk goes on. */
export const isBound = ({ askedAt, bound }: Line, now: Instant): boolean =>
  bound !== undefined && (askedAt === undefined || askedAt <= bound.at) && now - bound.heardAt < talkMs;
