import { isoLocal, type Zone } from "../domain/calendar.ts";
import { factValue } from "../domain/checkins/fact-value.ts";
import type { Answers } from "../domain/checkins/answer.ts";
import { isOver, type RunEvent, type RunState } from "../domain/checkins/run.ts";
import type { Shown } from "./rehearsal.ts";

/** One line of `checkins run`: an object whose only key says what it is. Undefined: nothing a reader waits for. */
export function lineOf(shown: Shown, run: RunState, zone: Zone): Readonly<Record<string, unknown>> | undefined {
  switch (shown.type) {
    case "bot":
      return { bot: shown.text, ...(shown.buttons.length > 0 && { buttons: shown.buttons }), at: isoLocal(shown.at, zone) };
    case "other":
      return { other: { intent: shown.intent } };
    case "event":
      return eventLine(shown.event, run, zone);
  }
}

function eventLine(event: RunEvent, run: RunState, zone: Zone): Readonly<Record<string, unknown>> | undefined {
  switch (event.type) {
    case "offered":
    case "asked":
      // the text says it
      return undefined;
    case "answered": {
      const { question, answer, corrects, because } = event;
      const said = answer.type === "money" ? { currency: answer.currency, about: answer.about } : answer.type === "date" ? { about: answer.fuzzy } : {};
      return { answer: { question, type: answer.type, value: factValue(answer), ...said, ...(corrects && { corrects }), because } };
    }
    case "invalid":
      return { invalid: { question: event.question, expected: event.expected, because: event.because } };
    case "skipped":
      return { skipped: { question: event.question, by: event.by } };
    case "fact":
      return { fact: { name: event.name, value: event.value, ...(event.unit !== undefined && { unit: event.unit }), question: event.question } };
    case "person_wanted":
      return { person: { question: event.question } };
    case "doubt":
      return { doubt: { check: event.check, question: event.question } };
    case "noted":
      return { note: { check: event.check, note: event.note } };
    case "postponed":
      return { postponed: { until: isoLocal(event.until, zone) } };
    case "nudged":
      return { nudged: true };
    case "late_answer":
      return { late: { because: event.because } };
    case "done":
      return { done: { answers: valuesOf(run.answers), skipped: run.skipped } };
    case "expired":
      return { expired: { answers: valuesOf(run.answers) } };
    case "stopped":
      return { stopped: { answers: valuesOf(run.answers) } };
    case "handed_over":
      return { handover: { because: event.because } };
  }
}

/** The input ended before the check-in did. */
export const stillOpen = (run: RunState): Readonly<Record<string, unknown>> | undefined =>
  isOver(run.phase) ? undefined : { open: { phase: run.phase, question: run.open?.question ?? null, answers: valuesOf(run.answers) } };

const valuesOf = (answers: Answers): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(answers).map(([question, answer]) => [question, factValue(answer)]));
