import { toDate } from "../../domain/calendar.ts";
import type { ContactPointId } from "../../domain/ids.ts";
import { writeRuns } from "../checkins/write-runs.ts";
import { openConversation, sealConversation } from "../conversation-state.ts";
import { sql } from "../database.ts";
import { chaseDocuments } from "../documents/chase-documents.ts";
import { seal } from "../seal.ts";
import { plain, type Deciding, type Taken } from "./judged.ts";

/** Writes messages as claimed, and what they take along: each touch with its own decision, and what the text asks. */
export async function writeClaims(deciding: Deciding, taken: readonly Taken[]): Promise<void> {
  await newMessages(
    deciding,
    taken.filter(({ unit }) => unit.kind === "touch"),
  );
  await queuedMessages(
    deciding,
    taken.filter(({ unit }) => unit.kind === "message"),
  );
  await claimTouches(deciding, taken);
  await claimReceipts(deciding, taken);
  await rememberAsked(deciding, taken);
  await beginCheckins(deciding, taken);
  await chaseDocuments(deciding, taken);
}

const contactOf = ({ facts }: Taken): ContactPointId => {
  if (!facts.contact) throw new Error("a claim needs a contact point");
  return facts.contact.id;
};

/** The columns that a claim writes, whether its row is new or was queued; in the order of `said`. */
const said = (taken: readonly Taken[]) => sql`${taken.map(({ verdict: { claim } }) => claim.messageId)}::uuid[],
  ${taken.map(({ borrower, verdict: { claim } }) => seal(borrower.key, `message.text/${claim.messageId}`, claim.text))}::bytea[],
  ${taken.map(({ verdict: { claim } }) => claim.template)}::text[], ${taken.map(({ verdict: { claim } }) => claim.templateVersion)}::text[],
  ${taken.map(({ verdict: { claim } }) => JSON.stringify(plain(claim.decision.reasons)))}::jsonb[], ${taken.map(({ verdict }) => verdict.policyVersion)}::text[]`;

async function newMessages({ tx, now }: Deciding, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const at = toDate(now);
  await tx.$executeRaw(sql`
    INSERT INTO message (id, text_sealed, template, template_version, reasons, policy_version, borrower_id, contact_point_id, channel, attempts,
      direction, text_class, state, decision, claimed_at, created_at)
    SELECT *, 'out', 'initiating', 'claimed', 'send', ${at}::timestamptz, ${at}::timestamptz FROM unnest(${said(taken)},
      ${taken.map(({ borrower }) => borrower.id)}::uuid[], ${taken.map(contactOf)}::uuid[], ${taken.map(({ facts }) => facts.gate.channel)}::text[],
      ${taken.map(({ facts }) => facts.attempts)}::int[])`);
}

async function queuedMessages({ tx, now }: Deciding, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE message m SET text_sealed = s.text, template = s.template, template_version = s.version, reasons = s.reasons, policy_version = s.policy,
      state = 'claimed', decision = 'send', claimed_at = ${toDate(now)}
    FROM unnest(${said(taken)}) AS s(id, text, template, version, reasons, policy) WHERE m.id = s.id`);
}

async function claimTouches({ tx, now }: Deciding, taken: readonly Taken[]): Promise<void> {
  const touches = taken.flatMap(({ unit, verdict: { claim, policyVersion } }) => {
    const own = unit.kind === "touch" ? [{ id: unit.id, decision: claim.decision }] : [];
    return [...own, ...(claim.carried ?? [])].map((one) => ({ ...one, message: claim.messageId, policyVersion }));
  });
  if (touches.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE touch t SET state = 'claimed', decision = 'send', reasons = c.reasons, policy_version = c.policy, message_id = c.message, decided_at = ${toDate(now)}
    FROM unnest(${touches.map(({ id }) => id)}::uuid[], ${touches.map(({ decision }) => JSON.stringify(plain(decision.reasons)))}::jsonb[],
      ${touches.map(({ policyVersion }) => policyVersion)}::text[], ${touches.map(({ message }) => message)}::uuid[]) AS c(id, reasons, policy, message)
    WHERE t.id = c.id`);
}

/** The other receipts of that loan that wait: the same text tells them. */
async function claimReceipts({ tx, now }: Deciding, taken: readonly Taken[]): Promise<void> {
  const receipts = taken.filter(({ facts }) => facts.notice?.kind === "receipt");
  if (receipts.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE touch t SET state = 'claimed', decision = 'send', message_id = r.message, decided_at = ${toDate(now)}
    FROM unnest(${receipts.map(({ borrower }) => borrower.id)}::uuid[], ${receipts.map(({ facts }) => facts.gate.notice?.loanId ?? null)}::uuid[],
      ${receipts.map(({ verdict }) => verdict.claim.messageId)}::uuid[]) AS r(borrower_id, loan_id, message)
    WHERE t.borrower_id = r.borrower_id AND t.loan_id = r.loan_id AND t.kind = 'receipt' AND t.state = 'planned'`);
}

/** A check-in is offered, or asked once more, with the claim of the text that does it; not where who is there was asked in its place. */
async function beginCheckins(deciding: Deciding, taken: readonly Taken[]): Promise<void> {
  const moved = taken.flatMap(({ borrower, facts: { notice, template }, verdict: { claim } }) =>
    notice && "step" in notice && claim.template === template
      ? [{ runId: notice.runId, borrowerId: borrower.id, key: borrower.key, zone: borrower.zone, step: notice.step, currency: notice.currency }]
      : [],
  );
  if (moved.length === 0) return;
  await writeRuns(
    deciding,
    moved.map(({ step, currency, zone, ...one }) => ({
      ...one,
      run: step.run,
      world: { currency, zone, questionnaire: { checks: [], questions: [] } },
      events: step.events.map((event) => ({ event, because: null })),
      now: deciding.now,
    })),
  );
  // A turn that was decided before is decided again: what the borrower writes may be an answer now.
  await deciding.tx.$executeRaw(sql`UPDATE borrower SET version = version + 1 WHERE id = ANY(${moved.map(({ borrowerId }) => borrowerId)}::uuid[])`);
}

async function rememberAsked({ tx }: Deciding, taken: readonly Taken[]): Promise<void> {
  const states = taken.flatMap(({ borrower: { id, key, conversationSealed }, verdict: { claim } }) =>
    claim.asks ? [{ id, sealed: sealConversation(key, id, { ...openConversation(key, id, conversationSealed), asked: claim.asks }) }] : [],
  );
  if (states.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE borrower b SET conversation_sealed = s.sealed, version = b.version + 1
    FROM unnest(${states.map(({ id }) => id)}::uuid[], ${states.map(({ sealed }) => sealed)}::bytea[]) AS s(id, sealed) WHERE b.id = s.id`);
}
