import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { intentNames, type Asked, type IntentName } from "../domain/replies/reply.ts";
import { loadFolder } from "./yaml-folder.ts";
import type { Problem } from "./yaml-file.ts";

/** A text, what it means, and what had been asked before it. */
export interface WrittenExample {
  readonly text: string;
  readonly lang: "zh" | "en";
  readonly intent: IntentName;
  readonly asked?: Asked;
}

export interface Written {
  readonly examples: readonly WrittenExample[];
  /** Of all that the files say: a model remembers which examples made it. */
  readonly hash: string;
  readonly problems: readonly Problem[];
}

const askedNames = ["confirm_person", "confirm_promise", "confirm_paid", "promise_when", "promise_amount", "rephrase"] as const satisfies readonly Asked[];
const fileSchema = z.strictObject({
  id: z.string(),
  intent: z.enum(intentNames),
  zh: z.string().default(""),
  en: z.string().default(""),
  asked: z.array(z.strictObject({ asked: z.enum(askedNames), texts: z.string() })).default([]),
});

/** Reads templates/understanding/*.yaml: one file for an intent, one text a line. */
export async function loadUnderstanding(templatesDir: string): Promise<Written> {
  const folder = await loadFolder(join(templatesDir, "understanding"), fileSchema, (value) => ({ value }));
  const examples = [...folder.byId.values()].flatMap(({ intent, zh, en, asked }) => [
    ...lines(zh).map((text): WrittenExample => ({ text, lang: "zh", intent })),
    ...lines(en).map((text): WrittenExample => ({ text, lang: "en", intent })),
    ...asked.flatMap((block) =>
      lines(block.texts).map((text): WrittenExample => ({ text, lang: /\p{Script=Han}/u.test(text) ? "zh" : "en", intent, asked: block.asked })),
    ),
  ]);
  const hash = createHash("sha256").update(JSON.stringify(examples)).digest("hex").slice(0, 12);
  return { examples, hash, problems: folder.problems };
}

const lines = (block: string): string[] =>
  block
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
