import { randomBytes, randomUUID } from "node:crypto";
import { addDays, dayIn, hourMs, minuteMs, plus, toDate, type Day, type Instant, type Zone } from "../../bot/domain/calendar.ts";
import { dedupeKey, severityOf, type EscalationReason } from "../../bot/domain/escalations/escalation.ts";
import type { BorrowerId, NewId } from "../../bot/domain/ids.ts";
import { touchKey } from "../../bot/domain/reminders/touches.ts";
import { sql, type Database } from "../../bot/store/database.ts";
import { dateOf } from "../../bot/store/days.ts";
import { rootKeys, seal } from "../../bot/store/seal.ts";
import { createVault, type Vault } from "../../bot/store/vault.ts";

// In tests ids need no brand of their own kind.
export const newId: NewId = <T extends string>() => randomUUID() as T;
export const testVault = (): Vault => createVault(rootKeys(randomBytes(32)));

export interface SeededBorrower {
  readonly id: BorrowerId;
  readonly key: Buffer;
  readonly zone: Zone;
  readonly contactPointId: string;
  readonly loanId: string;
  readonly firstDueOn: Day;
}

/** Writes rows as the importer, the dispatcher and turns leave them, without running those. */
export interface SeedBook {
  borrower(of: {
    externalId: string;
    name: string;
    locale?: string;
    zone?: string;
    branch?: string;
    officer?: string;
    dueOn: Day;
    amounts?: readonly bigint[];
    paidMinor?: bigint;
    currency?: string;
  }): Promise<SeededBorrower>;
  said(of: SeededBorrower, text: string, at: Instant, more?: { understood?: object }): Promise<string>;
  sent(of: SeededBorrower, text: string, at: Instant, more?: { state?: string; textClass?: string; template?: string; stage?: number }): Promise<string>;
  held(of: SeededBorrower, decision: "defer" | "suppress", reasons: readonly object[], at: Instant, stage: number): Promise<string>;
  hold(of: SeededBorrower, reason: string, from: Instant, until?: Instant): Promise<string>;
  promise(of: SeededBorrower, amountMinor: bigint, on: Day, messageId: string, at: Instant, state?: string): Promise<string>;
  status(of: SeededBorrower, kind: string, at: Instant): Promise<void>;
  escalation(of: SeededBorrower, reason: EscalationReason, at: Instant, more?: { messageId?: string; state?: string; by?: string }): Promise<string>;
}

export function seedBook(database: Database, vault: Vault): SeedBook {
  return {
    async borrower({
      externalId,
      name,
      locale = "zh-CN",
      zone = "Asia/Shanghai",
      branch = "hangzhou",
      officer = "li.wei",
      dueOn,
      amounts = [803_300n, 803_300n, 803_300n],
      paidMinor = 0n,
      currency = "CNY",
    }) {
      const id = newId<BorrowerId>();
      const { key, wrapped } = vault.newKey(id);
      const [contactPointId, loanId] = [randomUUID(), randomUUID()];
      const createdAt = dateOf(addDays(dueOn, -40));
      await database.$executeRaw(sql`INSERT INTO keys.borrower_key (borrower_id, wrapped, created_at) VALUES (${id}::uuid, ${wrapped}, ${createdAt})`);
      await database.borrower.create({
        data: { id, externalId, nameSealed: seal(key, `borrower.name/${id}`, name), locale, zone, type: "micro_enterprise", branch, officer, createdAt },
      });
      const address = `+86138${externalId.replace(/\D/g, "").padStart(8, "0")}`;
      await database.contactPoint.create({
        data: {
          id: contactPointId,
          borrowerId: id,
          channel: "sim",
          addressSealed: seal(key, `contact_point.address/${contactPointId}`, address),
          addressIndex: vault.root.addressIndex("sim", address),
          state: "verified",
          createdAt,
          verifiedAt: createdAt,
        },
      });
      const total = amounts.reduce((sum, each) => sum + each, 0n);
      await database.loan.create({
        data: {
          id: loanId,
          externalId: externalId.replace("B", "L"),
          borrowerId: id,
          product: "working capital",
          purpose: "stock",
          trade: "grocery",
          riskGrade: "B",
          currency,
          principalMinor: total,
          disbursedOn: dateOf(addDays(dueOn, -40)),
          firstDueOn: dateOf(dueOn),
          instalments: amounts.length,
          instalmentMinor: amounts[0] ?? 0n,
          frequency: "monthly",
          branch,
          officer,
          status: "open",
          paidMinor,
          ledgerAsOf: dateOf(addDays(dueOn, 40)),
          scheduleHash: "-",
          createdAt,
        },
      });
      let cumulativeMinor = 0n;
      for (const [index, amountMinor] of amounts.entries()) {
        cumulativeMinor += amountMinor;
        await database.instalment.create({ data: { loanId, no: index + 1, dueOn: dateOf(addDays(dueOn, 30 * index)), amountMinor, cumulativeMinor } });
      }
      if (paidMinor > 0n)
        await database.payment.create({
          data: {
            id: randomUUID(),
            loanId,
            reference: `P-${externalId}`,
            paidOn: dateOf(addDays(dueOn, -2)),
            amountMinor: paidMinor,
            postedAt: dateOf(addDays(dueOn, -1)),
          },
        });
      return { id, key, zone: zone as Zone, contactPointId, loanId, firstDueOn: dueOn };
    },
    async said(of, text, at, { understood } = {}) {
      const id = randomUUID();
      const sealedReply = understood && seal(of.key, `message.understood/${id}`, JSON.stringify(understood));
      await database.message.create({
        data: {
          ...addressed(of),
          id,
          direction: "in",
          state: "received",
          receivedAt: toDate(at),
          createdAt: toDate(at),
          textSealed: seal(of.key, `message.text/${id}`, text),
          ...(sealedReply && { understoodSealed: sealedReply }),
        },
      });
      await database.borrower.update({ where: { id: of.id }, data: { lastInboundAt: toDate(at) } });
      return id;
    },
    async sent(of, text, at, { state = "read", textClass = "response", template = "promise-recorded", stage } = {}) {
      const id = randomUUID();
      const arrived = state === "read" || state === "delivered";
      const reasons = [{ rule: "allowed", detail: "default@test" }];
      await database.message.create({
        data: {
          ...addressed(of),
          id,
          direction: "out",
          state,
          textClass: stage === undefined ? textClass : "initiating",
          template,
          decision: "send",
          reasons,
          textSealed: seal(of.key, `message.text/${id}`, text),
          claimedAt: toDate(at),
          createdAt: toDate(at),
          sentAt: state === "unknown" ? null : toDate(at),
          deliveredAt: arrived ? toDate(plus(at, 2_000)) : null,
          readAt: state === "read" ? toDate(plus(at, minuteMs)) : null,
        },
      });
      if (stage !== undefined)
        await database.touch.create({
          data: { ...touch(of, stage, at), state: "sent", decision: "send", reasons, decidedAt: toDate(at), messageId: id, template },
        });
      return id;
    },
    async held(of, decision, reasons, at, stage) {
      const made = touch(of, stage, at);
      await database.touch.create({
        data: {
          ...made,
          state: decision === "defer" ? "planned" : "suppressed",
          decision,
          reasons: JSON.parse(JSON.stringify(reasons)),
          decidedAt: toDate(at),
          dueAt: toDate(plus(at, 15 * hourMs)),
        },
      });
      return made.id;
    },
    async hold(of, reason, from, until) {
      const id = randomUUID();
      await database.hold.create({ data: { id, borrowerId: of.id, reason, from: toDate(from), until: until === undefined ? null : toDate(until) } });
      return id;
    },
    async promise(of, amountMinor, on, messageId, at, state = "open") {
      const id = randomUUID();
      await database.promiseToPay.create({
        data: {
          id,
          borrowerId: of.id,
          loanId: of.loanId,
          instalmentNo: 1,
          amountMinor,
          currency: "CNY",
          promisedOn: dateOf(on),
          paidBeforeMinor: 0n,
          state,
          checkAt: dateOf(addDays(on, 2)),
          messageId,
          confirmedAt: toDate(at),
          decidedAt: state === "open" ? null : toDate(plus(at, hourMs)),
        },
      });
      return id;
    },
    async status(of, kind, at) {
      await database.statusUpdate.create({ data: { id: randomUUID(), borrowerId: of.id, loanId: of.loanId, kind, at: toDate(at) } });
    },
    async escalation(of, reason, at, { messageId, state = "open", by } = {}) {
      const id = randomUUID();
      const known = state === "open" ? {} : { acknowledgedAt: toDate(plus(at, minuteMs)), acknowledgedBy: by ?? "admin" };
      const ended = state === "resolved" ? { resolvedAt: toDate(plus(at, hourMs)), resolvedBy: by ?? "admin", resolutionCode: "agreed_with_borrower" } : {};
      await database.escalation.create({
        data: {
          id,
          borrowerId: of.id,
          loanId: of.loanId,
          branch: "hangzhou",
          officer: "li.wei",
          reason,
          severity: severityOf(reason),
          dedupeKey: dedupeKey(of.id, of.loanId, reason),
          state,
          openedAt: toDate(at),
          dueAt: state === "open" ? toDate(plus(at, hourMs)) : null,
          ...known,
          ...ended,
          evidence: { create: { id: randomUUID(), at: toDate(at), kind: "message", refId: messageId ?? null } },
          alerts: { create: { id: randomUUID(), step: 0, toRole: "officer", toOfficer: "li.wei", at: toDate(at) } },
        },
      });
      return id;
    },
  };
}

const addressed = (of: SeededBorrower) => ({ borrowerId: of.id, contactPointId: of.contactPointId, channel: "sim" });

function touch(of: SeededBorrower, stage: number, at: Instant) {
  const plannedOn = dayIn(at, of.zone);
  return {
    id: randomUUID(),
    kind: "reminder",
    key: `${touchKey(of.loanId, 1, of.firstDueOn, stage)}/${randomUUID()}`,
    borrowerId: of.id,
    loanId: of.loanId,
    instalmentNo: 1,
    dueOn: dateOf(of.firstDueOn),
    stage,
    plannedOn: dateOf(plannedOn),
    channel: "sim",
    template: "reminder-late",
    priority: 70,
    dueAt: toDate(at),
    expiresAt: toDate(plus(at, 48 * hourMs)),
    createdAt: toDate(plus(at, -hourMs)),
  };
}
