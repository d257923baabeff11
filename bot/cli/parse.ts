import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { answerLine, recognisers, type Recogniser } from "../app/understanding/answer-line.ts";
import { parseLine } from "../app/understanding/parse-line.ts";
import { systemNow } from "../domain/calendar.ts";
import { usageError } from "./usage-error.ts";

/** Longer than any message; a line beyond it is refused rather than understood. */
const longest = 200_000;
/** Written together: a write for each line would cost more than understanding it. */
const batch = 64 * 1024;

/** `huifang parse`: JSON lines in, JSON lines out; exit 1 where a line could not be read, the others are answered. */
export function registerParse(program: Command): void {
  program
    .command("parse")
    .description("understands replies: JSON lines {id, text, received_at, asked?, currency?, locale?, open?} in, one answer a line out")
    .argument("[file]", "instead of standard input")
    .option("--only <recogniser>", `one recogniser alone: ${recognisers.join(", ")}`, recogniser)
    .action(async (file: string | undefined, { only }: { only?: Recogniser }) => {
      const bad = await parseStream(file === undefined ? process.stdin : createReadStream(file), process.stdout, only);
      if (bad > 0) process.exitCode = 1;
    });
}

/** Answers line by line, in order; returns how many lines could not be read. */
export async function parseStream(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, only: Recogniser | undefined): Promise<number> {
  let [number, bad, pending] = [0, 0, ""];
  const now = systemNow();
  for await (const raw of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const line = number === 1 ? raw.replace(/^\ufeff/, "") : raw;
    if (line.trim() === "") continue;
    const parsed = line.length > longest ? { error: `longer than ${String(longest)} characters` } : parseLine(line, now);
    if ("error" in parsed) bad += 1;
    pending += `${JSON.stringify("error" in parsed ? { ...("id" in parsed && { id: parsed.id }), line: number, error: parsed.error } : answerLine(parsed.request, only))}\n`;
    if (pending.length < batch) continue;
    if (!output.write(pending)) await once(output, "drain");
    pending = "";
  }
  if (pending !== "" && !output.write(pending)) await once(output, "drain");
  return bad;
}

function recogniser(text: string): Recogniser {
  const known = recognisers.find((name) => name === text);
  if (!known) throw usageError(`--only: one of ${recognisers.join(", ")}`);
  return known;
}
