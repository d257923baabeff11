import type { Claim } from "../../app/dispatch/ports.ts";
import type { LogDraft } from "../../app/ports.ts";
import { isoInstant } from "../../domain/calendar.ts";
import type { LoanId, LogEntryId } from "../../domain/ids.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import { appendLog } from "../log-entries.ts";
import { plain, type Deciding, type Held, type Judged, type Taken } from "./judged.ts";
import { writeClaims } from "./write-claims.ts";
import { writeHeld } from "./write-held.ts";

/** Writes what was decided of each unit, with the log entries that say why, in the caller's transaction. */
export async function writeVerdicts(deciding: Deciding, judged: readonly Judged[]): Promise<void> {
  const held = judged.filter((one): one is Held => one.verdict.kind === "defer" || one.verdict.kind === "suppress");
  const taken = judged.filter((one): one is Taken => one.verdict.kind === "claim");
  const news = await writeHeld(deciding, held);
  await writeClaims(deciding, taken);
  const keys = new Map(judged.map(({ borrower }) => [borrower.id, borrower.key]));
  const drafts = [...news.map((one) => heldEntry(one)), ...taken.map((one) => claimEntry(one))];
  await appendLog(
    deciding.tx,
    deciding.vault,
    drafts.map((draft) => ({ ...draft, id: deciding.newId<LogEntryId>(), at: deciding.now, actor: "bot" })),
    keys,
  );
  for (const one of held) if (one.verdict.decision.reasons.some(({ rule }) => rule === "person_unknown")) await tellOfStranger(deciding, one);
}

type Entry = Pick<LogDraft, "kind" | "borrowerId" | "body">;

function heldEntry({ unit, borrower, verdict: { kind, decision, policyVersion } }: Held): Entry {
  const until = decision.decision === "defer" ? { until: isoInstant(decision.until) } : {};
  const body = { unit: unit.id, reasons: plain(decision.reasons), policy: policyVersion, ...until };
  return { kind: `${unit.kind}.${kind === "defer" ? "deferred" : "suppressed"}`, borrowerId: borrower.id, body };
}

function claimEntry({ unit, borrower, facts, verdict: { claim, policyVersion } }: Taken): Entry {
  const along = claim.carried ?? [];
  const body = {
    unit: unit.id,
    message: claim.messageId,
    [unit.kind]: unit.id,
    channel: facts.gate.channel,
    class: facts.gate.textClass,
    ...saidIn(claim),
    reasons: plain(claim.decision.reasons),
    policy: policyVersion,
    ...(along.length > 0 && { carried: along.map(({ id, decision }) => ({ touch: id, reasons: plain(decision.reasons) })) }),
  };
  return { kind: "message.claimed", borrowerId: borrower.id, body };
}

const saidIn = ({ text, buttons, template, templateVersion }: Claim) => ({
  text,
  ...(buttons && { buttons: buttons.map(({ label }) => label) }),
  template,
  version: templateVersion,
});

/** Nobody answers there any more and the bot gives up asking: a person must find out whose number it is. */
async function tellOfStranger(deciding: Deciding, { borrower, facts, unit }: Held): Promise<void> {
  const evidence = { kind: "touch" as const, refId: unit.id };
  const loanId = ((facts.gate.touch ?? facts.gate.notice)?.loanId ?? null) as LoanId | null;
  const { id: borrowerId, branch, officer } = borrower;
  await raiseEscalation(deciding, { borrowerId, branch, officer, loanId, reason: "unanswered", evidence }, deciding.now);
}
