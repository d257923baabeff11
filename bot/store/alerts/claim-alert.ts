import { hkdfSync } from "node:crypto";
import { z } from "zod";
import type { AlertNews, DueAlert } from "../../app/alerts/ports.ts";
import { hourMs, plus, secondMs, toDate, type Instant } from "../../domain/calendar.ts";
import { caseNumber } from "../../domain/escalations/case-number.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { createOfficerReads } from "../people/officers.ts";
import type { Vault } from "../vault.ts";

export interface Claiming {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly speed: number;
  readonly now: Instant;
}

/** Longer than any attempt. */
const leaseMs = 60 * secondMs;
/** More would be read by nobody: the tenth mail of an hour says how many cases wait. Urgent ones are counted apart. */
export const mostAnHour = 10;

interface Row {
  id: string;
  escalation_id: string;
  severity: string;
  attempts: number;
  at: Date;
  mailed_at: Date | null;
  told_in: string | null;
}

/** Under a lock of the officer's: what is told of one alert, alone or with all that wait, or nothing until later. */
export async function claimAlert(of: Claiming, id: string): Promise<DueAlert | undefined> {
  const { tx, now } = of;
  const alert = await tx.alert.findUnique({ where: { id }, include: { escalation: { select: { severity: true } } } });
  if (!alert?.toOfficer || !alert.dueAt || alert.dueAt > toDate(now)) return undefined;
  const officer = alert.toOfficer;
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`alert ${officer}`}, 0))`);
  await dropNeedless(of, officer);
  const waiting = await waitingFor(of, officer, alert.channel, alert.escalation.severity === "urgent");
  const asked = waiting.find((row) => row.id === id);
  if (!asked) return undefined;
  const head = waiting.find((row) => row.id === asked.told_in) ?? asked;
  const tells = head.mailed_at === null ? await firstTime(of, officer, head, waiting) : [head, ...waiting.filter((row) => row.told_in === head.id)];
  return tells && take(of, officer, head, tells);
}

/** Somebody has these cases by now. What was to be told together with one of them stands alone again. */
async function dropNeedless({ tx, now }: Claiming, officer: string): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE alert a SET state = 'not_needed', due_at = NULL, settled_at = ${toDate(now)}
    FROM escalation e WHERE e.id = a.escalation_id AND e.state <> 'open' AND a.to_officer = ${officer} AND a.due_at <= ${toDate(now)}`);
  await tx.$executeRaw(sql`
    UPDATE alert a SET told_in = NULL, mailed_at = NULL FROM alert head
    WHERE head.id = a.told_in AND head.due_at IS NULL AND a.to_officer = ${officer} AND a.due_at <= ${toDate(now)}`);
}

/** In order; urgent ones apart from the others. */
const waitingFor = ({ tx, now }: Claiming, officer: string, channel: string, urgent: boolean): Promise<Row[]> =>
  tx.$queryRaw<Row[]>(sql`
    SELECT a.id::text, a.escalation_id::text, e.severity, a.attempts, a.at, a.mailed_at, a.told_in::text FROM alert a JOIN escalation e ON e.id = a.escalation_id
    WHERE a.to_officer = ${officer} AND a.channel = ${channel} AND a.due_at <= ${toDate(now)} AND (e.severity = 'urgent') = ${urgent} ORDER BY a.at, a.id`);

/** Alone while there is room in the hour; the last of the hour tells of all that wait; after it everything waits. */
async function firstTime({ tx, now }: Claiming, officer: string, head: Row, waiting: readonly Row[]): Promise<readonly Row[] | undefined> {
  const urgent = head.severity === "urgent";
  const mails = await tx.$queryRaw<{ mailed_at: Date }[]>(sql`
    SELECT a.mailed_at FROM alert a JOIN escalation e ON e.id = a.escalation_id
    WHERE a.to_officer = ${officer} AND a.told_in IS NULL AND a.mailed_at > ${toDate(plus(now, -hourMs))} AND (e.severity = 'urgent') = ${urgent}
    ORDER BY a.mailed_at`);
  const fresh = waiting.filter((row) => row.mailed_at === null);
  const [oldest] = mails;
  if (oldest && mails.length >= mostAnHour) {
    const dueAt = toDate(plus(instantOf(oldest.mailed_at), hourMs));
    await tx.alert.updateMany({ where: { id: { in: fresh.map(({ id }) => id) } }, data: { dueAt } });
    return undefined;
  }
  return mails.length === mostAnHour - 1 ? [head, ...fresh.filter((row) => row !== head)] : [head];
}

async function take({ tx, vault, speed, now }: Claiming, officer: string, head: Row, tells: readonly Row[]): Promise<DueAlert | undefined> {
  const ids = tells.map(({ id }) => id);
  const [person] = await createOfficerReads(tx, vault).officers({ officer });
  const channel = channelForm.safeParse(person?.alert?.channel);
  if (!person?.alert || !channel.success) {
    await tx.alert.updateMany({ where: { id: { in: ids } }, data: { state: "failed", errorCode: "no_address", dueAt: null, settledAt: toDate(now) } });
    return undefined;
  }
  await tx.$executeRaw(sql`
    UPDATE alert SET attempts = attempts + 1, due_at = ${toDate(plus(now, leaseMs * speed))}, channel = ${channel.data},
      mailed_at = coalesce(mailed_at, ${toDate(now)}), told_in = CASE WHEN id = ${head.id}::uuid THEN NULL ELSE ${head.id}::uuid END
    WHERE id = ANY(${ids}::uuid[])`);
  const { address } = person.alert;
  return {
    id: head.id,
    channel: channel.data,
    address,
    secret: alertSecret(vault, officer, address),
    news: newsOf(head, tells.length),
    tells: ids,
    attempts: head.attempts + 1,
    since: instantOf(head.at),
  };
}

function newsOf({ escalation_id: escalation, severity }: Row, cases: number): AlertNews {
  if (cases > 1) return { kind: "waiting", cases, urgent: severity === "urgent" ? cases : 0 };
  return { kind: "case", escalation, number: caseNumber(escalation), severity: severityForm.parse(severity) };
}

/** Derived from the officer and the address, stored nowhere: another address has another secret. */
export function alertSecret({ root }: Vault, officer: string, address: string): string {
  const key = hkdfSync("sha256", root.installation, Buffer.alloc(0), `huifang alert webhook ${officer} ${address}`, 32);
  return `whsec_${Buffer.from(key).toString("base64")}`;
}

const severityForm = z.enum(["urgent", "high", "normal"]);
const channelForm = z.enum(["email", "webhook"]);
