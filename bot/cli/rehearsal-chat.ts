import { createInterface } from "node:readline";
import { localText, plus } from "../domain/calendar.ts";
import { factValue } from "../domain/checkins/fact-value.ts";
import { isOver, type RunEvent } from "../domain/checkins/run.ts";
import { mediaKinds } from "../domain/turns/media.ts";
import { durationMs } from "./rehearsal-input.ts";
import { betweenMs, type Line, type Rehearsal, type Shown } from "./rehearsal.ts";

/** `huifang checkins try`: the borrower's side of a check-in, on a terminal. Ends with the check-in, /quit or the input. */
export async function talk(of: Rehearsal, input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const tell = (shown: readonly Shown[]): void => {
    for (const one of shown) {
      const line = shownLine(one, of);
      if (line !== undefined) output.write(`${line}\n`);
    }
  };
  const prompt = (): void => {
    output.write("> ");
  };
  tell(of.open());
  prompt();
  for await (const raw of createInterface({ input, crlfDelay: Infinity })) {
    const typed = raw.trim();
    if (typed === "/quit") break;
    const [line, waitMs, problem] = lineOf(typed);
    if (problem !== undefined) output.write(`${problem}\n`);
    else if (line) {
      tell(of.until(plus(of.now, waitMs)));
      tell(of.hear(line));
    }
    if (isOver(of.run.phase)) break;
    prompt();
  }
  output.write(`\n${summary(of)}\n`);
}

function lineOf(typed: string): [line: Line | undefined, waitMs: number, problem?: string] {
  if (typed === "") return [undefined, 0];
  if (!typed.startsWith("/")) return [{ kind: "text", text: typed }, betweenMs];
  const [word = "", ...rest] = typed.slice(1).split(/\s+/);
  const media = mediaKinds.find((kind) => kind === word);
  if (media) return [{ kind: "media", media, caption: rest.join(" ") }, betweenMs];
  const waitMs = word === "wait" ? durationMs(rest[0] ?? "") : undefined;
  if (waitMs !== undefined) return [{ kind: "pass" }, waitMs];
  return [undefined, 0, `  (/wait 3d, /${mediaKinds.slice(0, 3).join(", /")}, /location or /quit; all else is what the borrower writes)`];
}

function shownLine(shown: Shown, of: Rehearsal): string | undefined {
  switch (shown.type) {
    case "bot":
      return [`[${localText(shown.at, of.zone)}]`, ...shown.text.split("\n"), ...(shown.buttons.length > 0 ? [`[ ${shown.buttons.join(" ] [ ")} ]`] : [])].join(
        "\n  ",
      );
    case "other":
      return `  (none of the check-in's: ${shown.intent}; the rest of the bot answers it)`;
    case "event":
      return noteOf(shown.event);
  }
}

/** What was made of it, for whoever writes the questionnaire. */
function noteOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case "answered":
      return `  (${event.question} = ${JSON.stringify(factValue(event.answer))}${event.corrects ? ", corrected" : ""})`;
    case "skipped":
      return `  (${event.question} left out: ${event.by})`;
    case "noted":
      return `  (for the officer: ${event.note})`;
    case "handed_over":
    case "expired":
    case "stopped":
    case "late_answer":
      return `  (${event.type.replace("_", " ")})`;
    default:
      return undefined;
  }
}

function summary({ run }: Rehearsal): string {
  const answers = Object.entries(run.answers).map(([id, answer]) => `  ${id}: ${JSON.stringify(factValue(answer))}`);
  return [`${run.phase.replace("_", " ")}${run.skipped.length > 0 ? `, left out ${run.skipped.join(", ")}` : ""}`, ...answers].join("\n");
}
