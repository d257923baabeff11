import { bodyForm, type ReportBody, type ReportStore, type Written } from "../../app/reports/ports.ts";
import type { ShowCheckin } from "../../app/checkin-results/ports.ts";
import type { ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import { logAct, type Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf } from "../console/people.ts";
import { seenBorrower } from "../console/seen.ts";
import { sql, type Database } from "../database.ts";
import { instantOf, instantOrNull } from "../days.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { openText, seal, sha256 } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { draftOf } from "./report-draft.ts";
import { openShownVersions } from "../checkin-results/shown-versions.ts";
import { lockSeen } from "../checkin-results/visits.ts";

/** Reports are sealed with the borrower's key; each call one transaction. */
export function createReportStore(deps: {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly show: ShowCheckin;
}): ReportStore {
  const { database, vault, newId } = deps;
  const versions = openShownVersions(deps.show);
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    ofBorrower: (borrower, look) =>
      atDesk(async ({ tx }) => {
        const owner = await tx.borrower.findFirst({ where: { AND: [{ id: borrower }, seenBorrower(look.sees)] }, select: { id: true } });
        if (!owner) return undefined;
        const rows = await tx.inspectionReport.findMany({ where: { borrowerId: owner.id }, orderBy: [{ draftedAt: "desc" }, { version: "desc" }] });
        const loans = await tx.loan.findMany({ where: { borrowerId: owner.id }, select: { id: true, externalId: true } });
        return rows.map((row) => ({
          id: row.id,
          loan: loans.find(({ id }) => id === row.loanId)?.externalId ?? "?",
          version: row.version,
          state: row.state,
          draftedAt: instantOf(row.draftedAt),
          draftedBy: row.draftedBy,
          signedAt: instantOrNull(row.signedAt),
          signedBy: row.signedBy,
        }));
      }),
    read: (id, look) =>
      atDesk(async (desk) => {
        const row = await desk.tx.inspectionReport.findUnique({ where: { id } });
        const owner = row && (await desk.tx.borrower.findFirst({ where: { AND: [{ id: row.borrowerId }, seenBorrower(look.sees)] }, select: { id: true } }));
        if (!row || !owner) return undefined;
        const people = await peopleOf(desk, [owner.id]);
        const body = people.read(owner.id, `inspection_report.body/${id}`, row.bodySealed);
        // Erased: what it said is gone with the key.
        if (body === null) return undefined;
        await logLooks(desk, look, "report", [owner.id]);
        return {
          ...bodyForm.parse(JSON.parse(body)),
          id,
          borrower: people.person(owner.id),
          version: row.version,
          state: row.state,
          draftedAt: instantOf(row.draftedAt),
          draftedBy: row.draftedBy,
          signedAt: instantOrNull(row.signedAt),
          signedBy: row.signedBy === null ? null : { officer: row.signedBy, name: await nameOf(desk, row.signedBy) },
        };
      }),
    draft: (borrower, loan, by) =>
      atDesk(async (desk) => {
        const locked = await lockSeen(desk, borrower, by);
        const found = locked && (await desk.tx.loan.findFirst({ where: { externalId: loan, borrowerId: locked.id } }));
        if (!locked || !found) return "missing";
        const open = await desk.tx.inspectionReport.findFirst({ where: { loanId: found.id, state: "draft" }, select: { id: true } });
        if (open) return { id: open.id, borrowerId: locked.id };
        const id = newId();
        const body: ReportBody = { drafted: await draftOf(desk, versions, locked, found, by.at), written: { findings: "", conclusion: null, measures: "" } };
        const version = 1 + (await desk.tx.inspectionReport.count({ where: { loanId: found.id } }));
        await desk.tx.inspectionReport.create({
          data: {
            id,
            borrowerId: locked.id,
            loanId: found.id,
            version,
            state: "draft",
            bodySealed: sealBody(locked, id, body),
            draftedAt: toDate(by.at),
            draftedBy: by.officer,
          },
        });
        await logAct(desk, by, "report.drafted", locked.id, { report: id, version });
        return { id, borrowerId: locked.id };
      }),
    save: (id, written, by) => atDesk((desk) => write(desk, id, written, by, false)),
    sign: (id, written, by) => atDesk((desk) => write(desk, id, written, by, true)),
  };
}

async function write(desk: Desk, id: string, written: Written, by: ScopedBy, sign: boolean): ReturnType<ReportStore["sign"]> {
  const { tx } = desk;
  const seen = await tx.inspectionReport.findUnique({ where: { id }, select: { borrowerId: true } });
  const borrower = seen && (await lockSeen(desk, seen.borrowerId, by));
  if (!borrower) return "missing";
  const [row] = await tx.$queryRaw<{ state: string; version: number; body_sealed: Uint8Array }[]>(
    sql`SELECT state, version, body_sealed FROM inspection_report WHERE id = ${id}::uuid FOR UPDATE`,
  );
  if (row?.state !== "draft") return { refused: row?.state ?? "missing" };
  const { drafted } = bodyForm.parse(JSON.parse(openText(borrower.key, `inspection_report.body/${id}`, row.body_sealed)));
  const body: ReportBody = { drafted, written };
  const signed = sign ? { state: "signed", signedAt: toDate(by.at), signedBy: by.officer } : {};
  await tx.inspectionReport.update({ where: { id }, data: { bodySealed: sealBody(borrower, id, body), ...signed } });
  // The entry carries the hash of what was signed: the log proves which words they were.
  const proof = sign ? { sha256: sha256(JSON.stringify(body)).toString("hex"), conclusion: written.conclusion } : {};
  await logAct(desk, by, sign ? "report.signed" : "report.saved", borrower.id, { report: id, version: row.version, ...proof });
  return { id, borrowerId: borrower.id };
}

const sealBody = ({ key }: LockedBorrower, id: string, body: ReportBody): Buffer<ArrayBuffer> =>
  seal(key, `inspection_report.body/${id}`, JSON.stringify(body));

/** A signature names a person: the handle alone where they are not in the list of people. */
async function nameOf({ tx, vault }: Desk, officer: string): Promise<string> {
  const row = await tx.officer.findFirst({ where: { officer }, select: { id: true, nameSealed: true } });
  return row ? openText(vault.root.installation, `officer.name/${row.id}`, row.nameSealed) : officer;
}
