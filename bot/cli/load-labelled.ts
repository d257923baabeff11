import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { parseLine } from "../app/understanding/parse-line.ts";
import { instant } from "../domain/calendar.ts";
import type { LabelledText } from "../domain/replies/model/learn.ts";
import { intentNames } from "../domain/replies/reply.ts";

const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  ref_time: z.string(),
  asked: z.string().nullish(),
  intents: z.array(z.enum(intentNames)).min(1),
});

/** Reads JSON lines of replies with their labels: {id, text, ref_time, asked?, intents}. Throws where a line is none. */
export async function loadLabelled(file: string): Promise<{ readonly labelled: readonly LabelledText[]; readonly hash: string }> {
  const bytes = await readFile(file, "utf8");
  const labelled = bytes.split("\n").flatMap((line, i): LabelledText[] => {
    if (line.trim() === "") return [];
    const read = lineSchema.parse(JSON.parse(line));
    const parsed = parseLine(JSON.stringify({ id: read.id, text: read.text, received_at: read.ref_time, asked: read.asked }), instant("2026-01-01T00:00:00Z"));
    if ("error" in parsed) throw new Error(`${file}:${String(i + 1)} ${parsed.error}`);
    return [{ text: read.text, context: parsed.request.context, intents: read.intents }];
  });
  return { labelled, hash: createHash("sha256").update(bytes).digest("hex").slice(0, 12) };
}
