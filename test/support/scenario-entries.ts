import { z } from "zod";
import { instantOf } from "../../bot/store/days.ts";
import { openText } from "../../bot/store/seal.ts";
import type { BorrowerId } from "../../bot/domain/ids.ts";
import type { Instant } from "../../bot/domain/calendar.ts";
import type { World } from "./scenario-world.ts";

const reason = z.object({ rule: z.string(), detail: z.string().optional() });
const bodyForm = z
  .looseObject({
    unit: z.string(),
    message: z.string(),
    text: z.string(),
    template: z.string(),
    class: z.string(),
    until: z.string(),
    code: z.string(),
    state: z.string(),
    reasons: z.array(reason),
    carried: z.array(z.object({ touch: z.string() })),
    reason: z.string(),
    loan: z.string().nullable(),
    instalment: z.number().nullable(),
    contact: z.string().nullable(),
    escalation: z.string(),
    step: z.number(),
    to: z.string(),
    on: z.string(),
    amountMinor: z.string(),
    promise: z.string(),
    scope: z.string(),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
    hold: z.string(),
    outcome: z.string(),
    amount: z.string(),
    question: z.string(),
    answer: z.unknown(),
    name: z.string(),
    check: z.string(),
    because: z.string(),
    by: z.string(),
    times: z.number(),
    act: z.boolean(),
    intents: z.array(z.object({ name: z.string() })),
    parts: z.array(
      z.object({
        amount: z.object({ minor: z.string(), kind: z.string() }).optional(),
        date: z.object({ on: z.string(), bound: z.string(), fuzzy: z.boolean() }).optional(),
      }),
    ),
  })
  .partial();
export type Reasons = z.infer<typeof reason>[];

/** One entry of the message log, opened. */
export interface Entry {
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
  /** The lender's id. */
  readonly borrower: string | undefined;
  readonly actor: string;
  readonly body: z.infer<typeof bodyForm>;
}

/** The whole log in the order in which it was written; reading it proves that every entry opens with its key. */
export async function readLog({ database, vault }: World, after = ""): Promise<Entry[]> {
  const rows = (await database.logEntry.findMany({ orderBy: [{ id: "asc" }] })).filter(({ id }) => id > after);
  const borrowers = new Map((await database.borrower.findMany({ select: { id: true, externalId: true } })).map((row) => [row.id, row.externalId]));
  // A borrower's id is a UUID of the database; the brand says only what it names.
  const keys = await vault.keysOf(database, [...borrowers.keys()] as BorrowerId[]);
  return rows.map((row) => {
    const key = [...keys].find(([id]) => id === row.borrowerId)?.[1] ?? vault.root.installation;
    const body = bodyForm.parse(JSON.parse(openText(key, `log_entry.body/${row.id}`, row.bodySealed)));
    return { id: row.id, at: instantOf(row.at), kind: row.kind, borrower: borrowers.get(row.borrowerId ?? ""), actor: row.actor, body };
  });
}
