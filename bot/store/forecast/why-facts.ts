import { z } from "zod";
import { addDays, dayIn, instantAt, localText, toDate, type Day, type Zone } from "../../domain/calendar.ts";
import type { WhyFacts, WhyTouch } from "../../domain/reminders/why.ts";
import { gateRules } from "../../domain/policy/gate.ts";
import type { Sees } from "../../app/access/caller.ts";
import { seenBorrower } from "../console/seen.ts";
import { sql, type Tx } from "../database.ts";
import { dateOf, dayOf, instantOf } from "../days.ts";

const row = z.object({
  kind: z.string(),
  loan: z.string(),
  instalment_no: z.number().nullable(),
  stage: z.number().nullable(),
  planned_on: z.date(),
  channel: z.string(),
  state: z.enum(["planned", "claimed", "sent", "suppressed", "failed"]),
  reasons: z.array(z.object({ rule: z.enum(gateRules), detail: z.string().exactOptional(), pack: z.string().exactOptional() })).nullable(),
  message: z.string().nullable(),
  message_state: z.string().nullable(),
  claimed_at: z.date().nullable(),
});

/** The lender's id, or ours and who asks. */
export type Whom = { readonly externalId: string } | { readonly id: string; readonly sees: Sees };

/** What is known of one borrower and day; undefined where there is no such borrower, or not for who asks. No text is read. */
export async function whyFacts(database: Tx, whom: Whom, on: Day): Promise<(WhyFacts & { readonly borrowerId: string }) | undefined> {
  const where = "id" in whom ? { AND: [{ id: whom.id }, seenBorrower(whom.sees)] } : whom;
  const borrower = await database.borrower.findFirst({ where, select: { id: true, zone: true } });
  if (!borrower) return undefined;
  const zone = borrower.zone as Zone;
  const [from, to] = [toDate(instantAt(on, 0, zone)), toDate(instantAt(addDays(on, 1), 0, zone))];
  const rows = await database.$queryRaw(sql`
    SELECT t.kind, l.external_id AS loan, t.instalment_no, t.stage, t.planned_on, t.channel, t.state, t.reasons, m.id::text AS message, m.state AS message_state, m.claimed_at
    FROM touch t JOIN loan l ON l.id = t.loan_id LEFT JOIN message m ON m.id = t.message_id
    WHERE t.borrower_id = ${borrower.id}::uuid AND (t.planned_on = ${dateOf(on)}::date OR (m.claimed_at >= ${from} AND m.claimed_at < ${to}))
    ORDER BY m.claimed_at NULLS LAST, t.priority DESC, l.external_id, t.key`);
  const { goLiveAt } = await database.installation.findUniqueOrThrow({ where: { id: 1 }, select: { goLiveAt: true } });
  const cursor = await database.planCursor.findUnique({ where: { zone } });
  const answers = { borrowerId: borrower.id, direction: "out", textClass: { not: "initiating" }, claimedAt: { gte: from, lt: to } };
  return {
    borrowerId: borrower.id,
    on,
    goLiveOn: dayIn(instantOf(goLiveAt), zone),
    plannedThrough: cursor ? dayOf(cursor.plannedTo) : undefined,
    openLoans: await database.loan.count({ where: { borrowerId: borrower.id, status: "open" } }),
    touches: z
      .array(row)
      .parse(rows)
      .map((one) => touchOf(one, zone)),
    answers: await database.message.count({ where: answers }),
  };
}

/** A text that was refused or taken back was no text: its touch is due again. */
const never = ["not_sent", "queued", "suppressed"];

function touchOf(one: z.infer<typeof row>, zone: Zone): WhyTouch {
  const at = one.claimed_at && localText(instantOf(one.claimed_at), zone);
  const went = one.message !== null && at !== null && !never.includes(one.message_state ?? "");
  return {
    kind: one.kind,
    loan: one.loan,
    instalmentNo: one.instalment_no,
    stage: one.stage,
    plannedOn: dayOf(one.planned_on),
    channel: one.channel,
    state: one.state,
    reasons: one.reasons ?? [],
    ...(went && {
      message: {
        id: one.message ?? "",
        on: at.slice(0, 10) as Day,
        time: at.slice(11),
        outcome: one.message_state === "failed" ? "failed" : one.message_state === "unknown" ? "unknown" : "arrived",
      },
    }),
  };
}
