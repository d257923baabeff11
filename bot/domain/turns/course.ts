import type { RunState } from "../checkins/run.ts";
import type { Asked, IntentName, Reply } from "../replies/reply.ts";
import type { InboundText, OpenQuestion, Say, TurnEvent, TurnState } from "./turn.ts";

/** One inbound text and what it was understood to mean. */
export interface Heard {
  readonly text: InboundText;
  readonly reply: Reply;
  /** What the text was read as an answer to. */
  readonly asked?: Asked;
}

/** How far a turn has come when the next of its texts is heard. */
export interface Course {
  /** As the texts so far have left it; `asked` is the newest question. */
  readonly state: TurnState;
  /** `asked` was raised by an earlier text of this very turn: the borrower has not seen it, so a yes is no answer to it. */
  readonly raised: boolean;
  /** An earlier text of this turn already gets an answer: a stray one beside it needs none of its own. */
  readonly spoke: boolean;
}

/** What one text causes. */
export interface Step {
  readonly events: readonly TurnEvent[];
  readonly says: readonly Say[];
  readonly asked: OpenQuestion | null;
  readonly unclearInRow: number;
  /** Where the check-in stands after it; absent: it did not move. */
  readonly checkin?: RunState;
}

/** Undefined: this is not for me, ask the next. */
export type Hear = (course: Course, heard: Heard) => Step | undefined;

export const begin = (state: TurnState): Course => ({ state, raised: false, spoke: false });

/** Nothing happens; what was asked stays asked. */
export const keep = ({ state }: Course): Step => ({ events: [], says: [], asked: state.asked, unclearInRow: state.unclearInRow });

export function advance(course: Course, step: Step): Course {
  const state = step.events.reduce(after, { ...course.state, asked: step.asked, unclearInRow: step.unclearInRow });
  const moved = step.checkin && state.checkin ? { ...state, checkin: { ...state.checkin, run: step.checkin } } : state;
  const newQuestion = step.asked !== null && step.asked !== course.state.asked;
  return {
    state: moved,
    raised: newQuestion || (course.raised && step.asked !== null),
    spoke: course.spoke || step.says.length > 0,
  };
}

export const intentsOf = ({ reply }: Heard): ReadonlySet<IntentName> => new Set(reply.intents.map((intent) => intent.name));

/** Nothing at all is said: too late, an officer speaks, or the borrower is to be left in peace. */
export const mute = ({ state }: Course, { text }: Heard): boolean => text.late || state.takenOver || state.silenced;

function after(state: TurnState, event: TurnEvent): TurnState {
  switch (event.type) {
    case "person_confirmed":
      return { ...state, contact: { ...state.contact, verified: true } };
    case "wrong_person":
      return { ...state, contact: { ...state.contact, verified: false, optedOut: true } };
    case "opted_in":
      return { ...state, contact: { ...state.contact, optedOut: false } };
    case "opted_out":
      return { ...state, contact: { ...state.contact, optedOut: true } };
    case "preferred": {
      const { preference: _, ...rest } = state;
      return event.hours === undefined ? state : { ...rest, ...(event.hours && { preference: event.hours }) };
    }
    case "distress":
    case "deceased":
      return { ...state, silenced: true };
    default:
      return state;
  }
}
