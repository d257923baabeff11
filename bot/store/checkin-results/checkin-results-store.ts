import type { CheckinResults, ShowCheckin } from "../../app/checkin-results/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import { logAct, type Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { seenBorrower } from "../console/seen.ts";
import type { Database } from "../database.ts";
import type { Vault } from "../vault.ts";
import { formalityOfRuns } from "./formality-of-runs.ts";
import { roundList, roundPage, runsOfRound } from "./round-pages.ts";
import { runViews } from "./run-views.ts";
import { openShownVersions } from "./shown-versions.ts";
import { versionList } from "./versions.ts";
import { endVisit, settleNote, visitList } from "./visits.ts";

/** Of one borrower: years of monthly check-ins. */
const mostRuns = 60;

/** What people see and get of check-ins; each call one transaction. */
export function createCheckinResults(deps: {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly show: ShowCheckin;
}): CheckinResults {
  const { database, vault, newId, show } = deps;
  const versions = openShownVersions(show);
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }), { timeout: 60_000 });
  return {
    versions: () => atDesk((desk) => versionList(desk, show)),
    rounds: (query, look) => atDesk((desk) => roundList(desk, query, look)),
    round: (id, look) => atDesk((desk) => roundPage(desk, versions, id, look)),
    ofBorrower: (borrower, look) =>
      atDesk(async (desk) => {
        const owner = await desk.tx.borrower.findFirst({ where: { AND: [{ id: borrower }, seenBorrower(look.sees)] }, select: { id: true } });
        if (!owner) return undefined;
        await logLooks(desk, look, "checkins", [owner.id]);
        const runs = await desk.tx.checkinRun.findMany({
          where: { borrowerId: owner.id, phase: { not: "withdrawn" } },
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          take: mostRuns,
          select: { id: true },
        });
        const ids = runs.map(({ id }) => id);
        const scores = await formalityOfRuns(desk, versions, ids);
        return (await runViews(desk, versions, ids)).map((run) => ({ ...run, formality: scores.get(run.id) ?? null }));
      }),
    visits: ({ state }, look) => atDesk((desk) => visitList(desk, state, look)),
    async each(round, look, format, take) {
      const first = await atDesk(async (desk) => {
        const ids = await runsOfRound(desk, round, look, undefined);
        // What leaves cannot be called back: that it began is written before.
        if (ids.length > 0) await logAct(desk, { officer: look.viewer, at: look.at }, "checkin.export_begun", null, { round, format });
        return ids;
      });
      if (first.length === 0) return "missing";
      let runs = 0;
      for (let ids = first; ids.length > 0;) {
        const page = ids;
        const { views, next } = await atDesk(async (desk) => ({
          views: await runViews(desk, versions, page),
          next: await runsOfRound(desk, round, look, page.at(-1)),
        }));
        runs += views.length;
        await take(views);
        ids = next;
      }
      await atDesk((desk) => logAct(desk, { officer: look.viewer, at: look.at }, "checkin.exported", null, { round, format, runs }));
      return { runs };
    },
    endVisit: (id, to, note, by) => atDesk((desk) => endVisit(desk, id, to, note, by)),
    settleNote: (id, by) => atDesk((desk) => settleNote(desk, id, by)),
  };
}
