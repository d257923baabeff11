import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { parseLine } from "../app/understanding/parse-line.ts";
import { instant } from "../domain/calendar.ts";
import type { LabelledText } from "../domain/replies/model/learn.ts";
import { usageError } from "./usage-error.ts";
import { intentNames } from "../domain/replies/reply.ts";

const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  ref_time: z.string(),
  zone: z.string().nullish(),
  asked: z.string().nullish(),
  intents: z.array(z.enum(intentNames)).min(1),
});

/** Reads JSON lines of replies with their labels: {id, text, ref_time, zone?, asked?, intents}. Throws with file and line where one is none. */
export async function loadLabelled(file: string): Promise<{ readonly labelled: readonly LabelledText[]; readonly hash: string }> {
  const bytes = await readFile(file, "utf8");
  const labelled = bytes.split("\n").flatMap((line, i): LabelledText[] => {
    if (line.trim() === "") return [];
    const read = lineOf(line, `${file}:${String(i + 1)}`);
    const { id, text, ref_time: received, zone, asked } = read;
    const parsed = parseLine(JSON.stringify({ id, text, received_at: received, zone, asked }), instant("2026-01-01T00:00:00Z"));
    if ("error" in parsed) throw usageError(`${file}:${String(i + 1)} ${parsed.error}`);
    return [{ text: read.text, context: parsed.request.context, intents: read.intents }];
  });
  return { labelled, hash: createHash("sha256").update(bytes).digest("hex").slice(0, 12) };
}

function lineOf(line: string, where: string): z.infer<typeof lineSchema> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw usageError(`${where} not JSON`);
  }
  const read = lineSchema.safeParse(json);
  // The text itself is not repeated: it may be a borrower's.
  if (!read.success) throw usageError(`${where} ${read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}`);
  return read.data;
}
