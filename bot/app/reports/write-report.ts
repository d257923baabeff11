/** What officers do with a report; each is one transaction with its entry, then pages look again. */
import { seesOf, type Caller } from "../access/caller.ts";
import type { Outcome } from "../console/commands.ts";
import type { ScopedBy } from "../console/ports.ts";
import type { Base, Bulletin } from "../ports.ts";
import type { ReportStore, Written } from "./ports.ts";

export interface ReportDeps extends Base {
  readonly store: ReportStore;
  readonly bulletin: Bulletin;
}

export async function draftReport(deps: ReportDeps, who: Caller, borrower: string, loan: string): Promise<Outcome & { readonly id?: string }> {
  const by = writer(deps, who);
  const drafted = by ? await deps.store.draft(borrower, loan, by) : "missing";
  if (drafted === "missing" || "refused" in drafted) return { status: "missing" };
  await told(deps, drafted.borrowerId);
  return { status: "done", id: drafted.id };
}

/** `sign`: it takes findings and a conclusion, written by a person. */
export async function writeReport(deps: ReportDeps, who: Caller, id: string, written: Written, sign: boolean): Promise<Outcome> {
  const by = writer(deps, who);
  if (!by) return { status: "missing" };
  if (sign && (written.findings === "" || written.conclusion === null)) return { status: "refused", state: "not_complete" };
  const changed = await (sign ? deps.store.sign(id, written, by) : deps.store.save(id, written, by));
  if (changed === "missing") return { status: "missing" };
  if ("refused" in changed) return { status: "refused", state: changed.refused };
  await told(deps, changed.borrowerId);
  return { status: "done" };
}

const writer = ({ clock }: ReportDeps, who: Caller): ScopedBy | undefined =>
  who.kind === "person" && (who.role === "officer" || who.role === "supervisor") ? { officer: who.officer, sees: seesOf(who), at: clock.now() } : undefined;

const told = ({ bulletin, log }: ReportDeps, id: string): Promise<void> =>
  bulletin.publish("console", id).catch(() => log.warn({ id }, "bulletin not published"));
