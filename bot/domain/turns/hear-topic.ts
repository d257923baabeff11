import type { Say, TurnEvent } from "./turn.ts";
import { topicOf, type Topic } from "../replies/topics.ts";
import { intentsOf, type Course, type Heard, type Step } from "./course.ts";
import { amountFor, dayFor, say, todayOf } from "./says.ts";
import { toldDue, whatIsDue } from "./what-is-due.ts";

/** With these beside it a question is more than a question. */
const alone = new Set<string>(["question", "unclear", "paid", "promise"]);
/** Two texts answer a turn at the most. */
const mostLoans = 2;

/** A question that the ledger answers; everything else is passed on. "Paid off" is never said: the ledger alone knows. */
export function hearTopic(course: Course, heard: Heard): Step | undefined {
  const { state } = course;
  const intents = intentsOf(heard);
  if (!state.contact.verified || heard.reply.parts.length > 0 || [...intents].some((name) => !alone.has(name))) return undefined;
  const topic = topicOf(heard.text.text);
  // "I have paid, did you get it?" also rests the instalment: that is heard as before
  if (topic === undefined || (intents.has("paid") && topic !== "received")) return undefined;
  return { events: passedOn.has(topic) ? [question] : [], says: answer(course, topic), asked: state.asked, unclearInRow: 0 };
}

/** The exact figure, and the paper, come from the branch. */
const passedOn = new Set<Topic>(["payoff", "certificate"]);
const question: TurnEvent = { type: "human_wanted", because: "question" };

function answer({ state }: Course, topic: Topic): Say[] {
  const open = state.loans.filter(({ instalments }) => instalments.length > 0).slice(0, mostLoans);
  switch (topic) {
    case "certificate":
      return [say("answer-certificate", {})];
    case "received": {
      const [last] = state.received ?? [];
      if (!last) return [say("answer-not-received", {})];
      return [say("answer-received", { amount: amountFor(state, last.amountMinor, last.currency), on: dayFor(state, last.paidOn) })];
    }
    case "due":
      return whatIsDue(state);
    case "owed":
      if (open.length === 0) return [say("nothing-due", {})];
      return open.map((loan) => {
        const due = toldDue(
          state,
          loan,
          loan.instalments.filter(({ dueOn }) => dueOn <= todayOf(state)),
        );
        return say("answer-owed", {
          loan: loan.ending || "none",
          due: due > 0n ? amountFor(state, due, loan.currency) : "none",
          open: amountFor(state, loan.openMinor, loan.currency),
        });
      });
    case "payoff":
      if (open.length === 0) return [say("nothing-due", {})];
      return open.map((loan) => say("answer-payoff", { loan: loan.ending || "none", open: amountFor(state, loan.openMinor, loan.currency) }));
  }
}
