import { z } from "zod";
import type { Claim, DispatchTx, DueUnit, UnitFacts } from "../../app/dispatch/ports.ts";
import type { LogDraft } from "../../app/ports.ts";
import { isoInstant, toDate, type Instant } from "../../domain/calendar.ts";
import type { LoanId, LogEntryId, NewId } from "../../domain/ids.ts";
import type { Decision, Reason } from "../../domain/policy/gate.ts";
import { openConversation, sealConversation } from "../conversation-state.ts";
import type { Tx } from "../database.ts";
import { companions } from "./companions.ts";
import { raiseEscalation } from "../escalations/raise-escalation.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import { templateStateIn } from "../wording/approval-store.ts";
import type { Vault } from "../vault.ts";

interface Open {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly unit: DueUnit;
  readonly borrower: LockedBorrower;
  readonly facts: UnitFacts;
  readonly now: Instant;
}

/** What a dispatch transaction may do with its unit; each writes the state and the log entry that says why. */
export function dispatchTx(open: Open): DispatchTx {
  return {
    templateState: (template, version) => templateStateIn(open.tx, template, version),
    defer: (decision, policyVersion) =>
      decide(open, decision, policyVersion, { state: open.unit.kind === "touch" ? "planned" : "queued", dueAt: toDate(decision.until) }),
    suppress: async (decision, policyVersion) => {
      await decide(open, decision, policyVersion, { state: "suppressed" });
      if (decision.reasons.some(({ rule }) => rule === "person_unknown")) await tellOfStranger(open);
    },
    claim: (claim, policyVersion) => takeClaim(open, claim, policyVersion),
    companions: () => companions(open.tx, open.unit, open.facts),
  };
}

/** Nobody answers there any more and the bot gives up asking: a person must find out whose number it is. */
async function tellOfStranger(open: Open): Promise<void> {
  const { borrower, facts, unit, now } = open;
  const evidence = { kind: "touch" as const, refId: unit.id };
  const loanId = ((facts.gate.touch ?? facts.gate.notice)?.loanId ?? null) as LoanId | null;
  await raiseEscalation(open, { borrowerId: borrower.id, branch: borrower.branch, officer: borrower.officer, loanId, reason: "unanswered", evidence }, now);
}

async function decide(open: Open, decision: Decision, policyVersion: string, change: { state: string; dueAt?: Date }): Promise<void> {
  const { tx, unit, now } = open;
  const data = { ...change, decision: decision.decision, reasons: plain(decision.reasons), policyVersion };
  const before = await decidedBefore(open);
  if (unit.kind === "touch") await tx.touch.update({ where: { id: unit.id }, data: { ...data, decidedAt: toDate(now) } });
  else await tx.message.update({ where: { id: unit.id }, data });
  // Deferred again for what it was deferred for before: nothing new to prove, and a long stop would flood the log.
  if (before === inOrder(data.decision, data.reasons)) return;
  const until = decision.decision === "defer" ? { until: isoInstant(decision.until) } : {};
  await append(open, `${unit.kind}.${decision.decision === "defer" ? "deferred" : "suppressed"}`, {
    reasons: plain(decision.reasons),
    policy: policyVersion,
    ...until,
  });
}

async function decidedBefore({ tx, unit }: Open): Promise<string> {
  const select = { decision: true, reasons: true } as const;
  const row =
    unit.kind === "touch" ? await tx.touch.findUnique({ where: { id: unit.id }, select }) : await tx.message.findUnique({ where: { id: unit.id }, select });
  return inOrder(row?.decision, row?.reasons);
}

const reasonsForm = z.array(z.object({ rule: z.string(), detail: z.string().optional(), pack: z.string().optional() })).nullish();

/** A JSON column gives its keys back in an order of its own. */
const inOrder = (decision: string | null | undefined, reasons: unknown): string =>
  JSON.stringify([decision, reasonsForm.parse(reasons)?.map(({ rule, detail, pack }) => [rule, detail, pack])]);

async function takeClaim(open: Open, claim: Claim, policyVersion: string): Promise<void> {
  const { tx, unit, borrower, facts, now } = open;
  const contact = facts.contact;
  if (!contact) throw new Error("a claim needs a contact point");
  const said = {
    textSealed: seal(borrower.key, `message.text/${claim.messageId}`, claim.text),
    template: claim.template,
    templateVersion: claim.templateVersion,
    state: "claimed",
    claimedAt: toDate(now),
    decision: claim.decision.decision,
    reasons: plain(claim.decision.reasons),
    policyVersion,
  };
  if (unit.kind === "touch") {
    await tx.message.create({
      data: {
        ...said,
        id: claim.messageId,
        borrowerId: borrower.id,
        contactPointId: contact.id,
        channel: facts.gate.channel,
        direction: "out",
        textClass: "initiating",
        attempts: facts.attempts,
        createdAt: toDate(now),
      },
    });
    await tx.touch.update({
      where: { id: unit.id },
      data: { state: "claimed", decision: "send", reasons: said.reasons, policyVersion, decidedAt: toDate(now), messageId: claim.messageId },
    });
    if (facts.notice?.kind === "receipt") await claimReceipts(open, claim);
  } else {
    await tx.message.update({ where: { id: unit.id }, data: said });
  }
  const along = claim.carried ?? [];
  for (const { id, decision } of along) {
    const data = { state: "claimed", decision: "send", reasons: plain(decision.reasons), policyVersion, decidedAt: toDate(now), messageId: claim.messageId };
    await tx.touch.update({ where: { id }, data });
  }
  if (claim.asks) await rememberAsked(open, claim.asks);
  await append(open, "message.claimed", {
    message: claim.messageId,
    [unit.kind]: unit.id,
    channel: facts.gate.channel,
    class: facts.gate.textClass,
    text: claim.text,
    ...(claim.buttons && { buttons: claim.buttons.map(({ label }) => label) }),
    template: claim.template,
    version: claim.templateVersion,
    reasons: said.reasons,
    policy: policyVersion,
    ...(along.length > 0 && { carried: along.map(({ id, decision }) => ({ touch: id, reasons: plain(decision.reasons) })) }),
  });
}

/** The other receipts of that loan that wait: the same text tells them. */
async function claimReceipts({ tx, borrower, facts, now }: Open, claim: Claim): Promise<void> {
  await tx.touch.updateMany({
    where: { borrowerId: borrower.id, loanId: facts.gate.notice?.loanId ?? "", kind: "receipt", state: "planned" },
    data: { state: "claimed", decision: "send", decidedAt: toDate(now), messageId: claim.messageId },
  });
}

async function rememberAsked({ tx, borrower }: Open, asked: NonNullable<Claim["asks"]>): Promise<void> {
  const before = openConversation(borrower.key, borrower.id, borrower.conversationSealed);
  await tx.borrower.update({
    where: { id: borrower.id },
    data: { conversationSealed: sealConversation(borrower.key, borrower.id, { ...before, asked }), version: { increment: 1 } },
  });
}

function append({ tx, vault, newId, borrower, unit, now }: Open, kind: string, body: LogDraft["body"]): Promise<void> {
  const draft: LogDraft = { id: newId<LogEntryId>(), at: now, kind, borrowerId: borrower.id, actor: "bot", body: { unit: unit.id, ...body } };
  return appendLog(tx, vault, [draft], new Map([[borrower.id, borrower.key]]));
}

const plain = (reasons: readonly Reason[]): { rule: string; detail?: string; pack?: string }[] => reasons.map((reason) => ({ ...reason }));
