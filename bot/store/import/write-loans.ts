import type { BorrowerWrite, LoansWrite, LoanWrite, PointWrite } from "../../app/import/book-store.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { keepConsents } from "../consents.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { planNotices } from "../notices/plan-notices.ts";
import { markDirty, touchBorrowers } from "./touch-rows.ts";
import { makeEqualSchedules, replaceSchedules } from "./write-schedules.ts";

/** Sealed values travel as hex: through Prisma, an array of bytes costs seven times as much as one of text. */
const hex = (bytes: Buffer): string => bytes.toString("hex");

export async function writeLoans(tx: Tx, vault: Vault, write: LoansWrite): Promise<void> {
  const { at } = write;
  const known = [...write.touched, ...write.borrowersChanged.map(({ id }) => id), ...write.pointsOpened.map(({ borrowerId }) => borrowerId)];
  const keys = await createBorrowers(tx, vault, write.borrowersCreated, at);
  for (const [id, key] of await vault.keysOf(
    tx,
    [...new Set(known)].filter((id) => !keys.has(id)),
  ))
    keys.set(id, key);
  await changeBorrowers(tx, write.borrowersChanged, keys);
  await openPoints(tx, write.pointsOpened, keys, at);
  await movePoints(tx, write.pointsReopened, "unverified");
  await movePoints(tx, write.pointsClosed, "closed");
  await setHolds(tx, write.holdsSet, at);
  if (write.holdsLifted.length > 0) {
    await tx.$executeRaw(sql`UPDATE hold SET lifted_at = ${toDate(at)}, lifted_by = ${write.by} WHERE id = ANY(${[...write.holdsLifted]}::uuid[])`);
  }
  await keepConsents(
    tx,
    write.consents.map((one) => ({ ...one, purpose: "all" as const, at, source: "loan_book" as const })),
  );
  await createLoans(tx, write.loansCreated, at);
  await changeLoans(tx, write.loansChanged);
  const changed = [...write.loansCreated, ...write.loansChanged];
  await makeEqualSchedules(
    tx,
    changed.filter((loan) => loan.makeSchedule).map(({ id }) => id),
  );
  if (write.schedules) await replaceSchedules(tx, write.schedules);
  await markDirty(
    tx,
    changed.map(({ id }) => id),
  );
  await planNotices(tx, write.notices ?? [], at);
  await moveLedger(tx, write.ledger);
  await touchBorrowers(tx, write.touched);
  await appendLog(tx, vault, write.log, keys);
}

async function createBorrowers(tx: Tx, vault: Vault, borrowers: readonly BorrowerWrite[], at: Instant): Promise<Map<BorrowerId, Buffer>> {
  const made = borrowers.map(({ id, row }) => ({ id, row, ...vault.newKey(id) }));
  if (made.length > 0) {
    await tx.$executeRaw(sql`
      INSERT INTO borrower (id, external_id, name_sealed, locale, zone, zone_known, type, branch, officer, created_at)
      SELECT id, external_id, decode(name, 'hex'), locale, zone, zone_known, type, branch, officer, ${toDate(at)}
      FROM unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ row }) => row.borrowerId)}::text[],
        ${made.map(({ id, row, key }) => hex(seal(key, `borrower.name/${id}`, row.name)))}::text[], ${made.map(({ row }) => row.locale)}::text[],
        ${made.map(({ row }) => row.zone)}::text[], ${made.map(({ row }) => row.zoneKnown ?? true)}::boolean[], ${made.map(({ row }) => row.type)}::text[], ${made.map(({ row }) => row.branch)}::text[],
        ${made.map(({ row }) => row.officer)}::text[]) AS t(id, external_id, name, locale, zone, zone_known, type, branch, officer)`);
    await tx.$executeRaw(sql`
      INSERT INTO keys.borrower_key (borrower_id, wrapped, created_at)
      SELECT id, decode(wrapped, 'hex'), ${toDate(at)}
      FROM unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ wrapped }) => hex(wrapped))}::text[]) AS t(id, wrapped)`);
  }
  return new Map(made.map(({ id, key }) => [id, key]));
}

async function changeBorrowers(tx: Tx, borrowers: readonly BorrowerWrite[], keys: ReadonlyMap<BorrowerId, Buffer>): Promise<void> {
  if (borrowers.length === 0) return;
  const names = borrowers.map(({ id, row }) => hex(seal(keyFor(keys, id), `borrower.name/${id}`, row.name)));
  const rows = borrowers.map(({ row }) => row);
  await tx.$executeRaw(sql`
    UPDATE borrower b SET name_sealed = decode(t.name, 'hex'), locale = t.locale, zone = t.zone, zone_known = t.zone_known, type = t.type, branch = t.branch, officer = t.officer
    FROM unnest(${borrowers.map(({ id }) => id)}::uuid[], ${names}::text[], ${rows.map((row) => row.locale)}::text[], ${rows.map((row) => row.zone)}::text[], ${rows.map((row) => row.zoneKnown ?? true)}::boolean[],
      ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.branch)}::text[], ${rows.map((row) => row.officer)}::text[])
      AS t(id, name, locale, zone, zone_known, type, branch, officer) WHERE b.id = t.id`);
}

async function openPoints(tx: Tx, points: readonly PointWrite[], keys: ReadonlyMap<BorrowerId, Buffer>, at: Instant): Promise<void> {
  if (points.length === 0) return;
  const addresses = points.map(({ id, borrowerId, address }) => hex(seal(keyFor(keys, borrowerId), `contact_point.address/${id}`, address)));
  await tx.$executeRaw(sql`
    INSERT INTO contact_point (id, borrower_id, channel, address_sealed, address_index, state, created_at)
    SELECT id, borrower_id, channel, decode(address, 'hex'), decode(index, 'hex'), 'unverified', ${toDate(at)}
    FROM unnest(${points.map(({ id }) => id)}::uuid[], ${points.map(({ borrowerId }) => borrowerId)}::uuid[], ${points.map(({ channel }) => channel)}::text[],
      ${addresses}::text[], ${points.map(({ index }) => index)}::text[]) AS t(id, borrower_id, channel, address, index)`);
}

/** A point that opens again is unverified: the address may have passed to someone else. */
async function movePoints(tx: Tx, points: readonly ContactPointId[], state: "unverified" | "closed"): Promise<void> {
  if (points.length === 0) return;
  await tx.$executeRaw(sql`UPDATE contact_point SET state = ${state}, verified_at = NULL WHERE id = ANY(${[...points]}::uuid[])`);
}

async function setHolds(tx: Tx, holds: LoansWrite["holdsSet"], at: Instant): Promise<void> {
  if (holds.length === 0) return;
  await tx.$executeRaw(sql`
    INSERT INTO hold (id, borrower_id, contact_point_id, reason, "from")
    SELECT id, borrower_id, contact_point_id, 'do_not_contact', ${toDate(at)}
    FROM unnest(${holds.map(({ id }) => id)}::uuid[], ${holds.map(({ borrowerId }) => borrowerId)}::uuid[],
      ${holds.map(({ contactPointId }) => contactPointId)}::uuid[]) AS t(id, borrower_id, contact_point_id)
    ON CONFLICT (id) DO UPDATE SET "from" = excluded."from", lifted_at = NULL, lifted_by = NULL`);
}

async function createLoans(tx: Tx, loans: readonly LoanWrite[], at: Instant): Promise<void> {
  if (loans.length === 0) return;
  await tx.$executeRaw(sql`
    INSERT INTO loan (${loanColumns}, borrower_id, external_id, ledger_as_of, created_at)
    SELECT ${loanColumns}, borrower_id, external_id, ledger_as_of, ${toDate(at)}
    FROM (SELECT * FROM ${loanRows(loans)}) AS t
    JOIN unnest(${loans.map(({ id }) => id)}::uuid[], ${loans.map(({ borrowerId }) => borrowerId)}::uuid[], ${loans.map(({ externalId }) => externalId)}::text[],
      ${loans.map(({ ledgerAsOf }) => toDate(ledgerAsOf))}::timestamptz[]) AS u(loan_id, borrower_id, external_id, ledger_as_of) ON u.loan_id = t.id`);
}

async function changeLoans(tx: Tx, loans: readonly LoanWrite[]): Promise<void> {
  if (loans.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE loan l SET product = t.product, purpose = t.purpose, trade = t.trade, risk_grade = t.risk_grade, principal_minor = t.principal_minor,
      disbursed_on = t.disbursed_on, first_due_on = t.first_due_on, instalments = t.instalments, instalment_minor = t.instalment_minor,
      frequency = t.frequency, branch = t.branch, officer = t.officer, status = t.status,
      outstanding_principal_minor = t.outstanding_principal_minor, amount_due_minor = t.amount_due_minor, schedule_hash = t.schedule_hash
    FROM ${loanRows(loans)} WHERE l.id = t.id`);
}

const loanColumns = sql`id, product, purpose, trade, risk_grade, currency, principal_minor, disbursed_on, first_due_on, instalments, instalment_minor,
  frequency, branch, officer, status, outstanding_principal_minor, amount_due_minor, schedule_hash`;

function loanRows(loans: readonly LoanWrite[]) {
  const facts = loans.map((loan) => loan.facts);
  return sql`unnest(${loans.map(({ id }) => id)}::uuid[], ${facts.map((f) => f.product)}::text[], ${facts.map((f) => f.purpose)}::text[],
    ${facts.map((f) => f.trade)}::text[], ${facts.map((f) => f.riskGrade)}::text[], ${facts.map((f) => f.currency)}::text[],
    ${facts.map((f) => f.principalMinor)}::bigint[], ${facts.map((f) => f.disbursedOn)}::date[], ${facts.map((f) => f.firstDueOn)}::date[],
    ${facts.map((f) => f.instalments)}::int[], ${facts.map((f) => f.instalmentMinor)}::bigint[], ${facts.map((f) => f.frequency)}::text[],
    ${facts.map((f) => f.branch)}::text[], ${facts.map((f) => f.officer)}::text[], ${facts.map((f) => f.status)}::text[],
    ${facts.map((f) => f.outstandingMinor)}::bigint[], ${facts.map((f) => f.amountDueMinor)}::bigint[], ${loans.map((l) => l.scheduleHash)}::text[])
    AS t(${loanColumns})`;
}

async function moveLedger(tx: Tx, ledger: LoansWrite["ledger"]): Promise<void> {
  if (ledger.length === 0) return;
  await tx.$executeRaw(sql`
    UPDATE loan l SET ledger_as_of = greatest(l.ledger_as_of, t.as_of)
    FROM unnest(${ledger.map(({ id }) => id)}::uuid[], ${ledger.map(({ asOf }) => toDate(asOf))}::timestamptz[]) AS t(id, as_of) WHERE l.id = t.id`);
}

function keyFor(keys: ReadonlyMap<BorrowerId, Buffer>, id: BorrowerId): Buffer {
  const key = keys.get(id);
  if (!key) throw new Error(`no key of borrower ${id}`);
  return key;
}
