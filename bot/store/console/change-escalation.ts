import { z } from "zod";
import type { By, ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { EscalationState } from "../../domain/escalations/escalation.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { emitCase } from "../outward/emit.ts";
import { seal } from "../seal.ts";
import { logAct, type Desk } from "./desk.ts";
import { seen } from "./seen.ts";

type Change = ConsoleWrites["changeEscalation"];

/** Under the case's lock: of two officers at once the second decides on what the first left. */
export async function changeEscalation(desk: Desk, id: string, by: ScopedBy, decide: Parameters<Change>[2]): ReturnType<Change> {
  const { tx, vault } = desk;
  const [row] = await tx.$queryRaw<{ borrower_id: BorrowerId; state: string }[]>(
    sql`SELECT e.borrower_id::text, e.state FROM escalation e JOIN borrower b ON b.id = e.borrower_id WHERE e.id = ${id}::uuid AND ${seen(by.sees)} FOR UPDATE OF e`,
  );
  if (!row) return "missing";
  const state = stateForm.parse(row.state);
  const change = decide(state);
  if (!change) return { changed: false, state };
  const note = change.note && seal(await vault.keyOf(tx, row.borrower_id), `escalation.note/${id}`, change.note);
  await tx.escalation.update({
    where: { id },
    // Whoever moves a case has it in hand: nobody else is alerted of it, also while the borrower's answer is awaited.
    data: { state: change.to, dueAt: null, ...stamps(change.to, by), ...(change.code && { resolutionCode: change.code }), ...(note && { noteSealed: note }) },
  });
  await logAct(desk, by, kinds[change.to], row.borrower_id, {
    escalation: id,
    from: state,
    ...(change.code && { code: change.code }),
    ...(change.note && { note: change.note }),
  });
  await emitCase(tx, id, change.to === "open" ? "escalation.opened" : `escalation.${change.to}`, by.at);
  return { changed: true, state: change.to };
}

function stamps(to: EscalationState, { officer, at }: By): object {
  if (to === "acknowledged") return { acknowledgedAt: toDate(at), acknowledgedBy: officer };
  if (to === "resolved") return { resolvedAt: toDate(at), resolvedBy: officer };
  return {};
}

const kinds: Readonly<Record<EscalationState, string>> = {
  open: "escalation.opened",
  acknowledged: "escalation.acknowledged",
  waiting_on_borrower: "escalation.waiting",
  resolved: "escalation.resolved",
};
const stateForm = z.enum(["open", "acknowledged", "waiting_on_borrower", "resolved"]);
