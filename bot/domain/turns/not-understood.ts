import type { OpenQuestion, Say } from "./turn.ts";
import { keep, type Course, type Step } from "./course.ts";
import { say } from "./says.ts";

/** First time: one short question. Second time: a person. Never a third (design §3.3). */
export function notUnderstood(course: Course, again: Say, asked: OpenQuestion): Step {
  if (course.spoke) return keep(course);
  const { unclearInRow } = course.state;
  if (unclearInRow === 0) return { events: [], says: [again], asked, unclearInRow: 1 };
  return {
    events: [{ type: "human_wanted", because: "not_understood" }],
    // they were told already that somebody comes
    says: unclearInRow === 1 ? [say("human-coming", {})] : [],
    asked: null,
    unclearInRow: unclearInRow + 1,
  };
}
