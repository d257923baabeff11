import type { CheckinReads, RoundRow, RoundView, RunView } from "../../app/checkin-results/ports.ts";
import type { ScopedLook } from "../../app/console/ports.ts";
import type { Page } from "../../app/console/views.ts";
import { median, tally, type Given } from "../../domain/checkin-results/tally.ts";
import type { ShownCheckin } from "../../domain/checkin-results/shown-checkin.ts";
import { momentCursor, readMomentCursor } from "../console/cursor.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { seen } from "../console/seen.ts";
import { sql } from "../database.ts";
import { instantOf } from "../days.ts";
import { runViews } from "./run-views.ts";
import type { ShownVersions } from "./shown-versions.ts";

const pageSize = 50;
/** Of a round's runs, read at a time, so that a large one does not fill the memory. */
const atOnce = 500;
/** Free words and notes on one page: as much as somebody reads. */
const mostSaid = 100;

type Rounds = CheckinReads["rounds"];

export async function roundList(desk: Desk, { after }: Parameters<Rounds>[0], look: ScopedLook): Promise<Page<RoundRow>> {
  const from = readMomentCursor(after);
  const older = from ? sql`AND (r.created_at, r.id) < (${from.at}::timestamptz, ${from.id}::uuid)` : sql``;
  const rows = await desk.tx.$queryRaw<RoundSql[]>(sql`
    SELECT r.id::text, r.kind, r.questionnaire, r.goal, r.created_at, r.expires_at FROM checkin_round r
    WHERE ${mayBeSeen(look.sees)} ${older}
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${pageSize + 1}`);
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  return { items: await withPhases(desk, shown, look), next: last ? momentCursor(last.created_at, last.id) : null };
}

type Sql = ReturnType<typeof sql>;

/** With somebody in it whom the caller may see; or begun by hand where they may begin one: its borrowers may still be to choose. */
const mayBeSeen = (sees: ScopedLook["sees"]): Sql => sql`(${begun(sees)} OR EXISTS (
  SELECT 1 FROM checkin_run n JOIN borrower b ON b.id = n.borrower_id WHERE n.round_id = r.id AND ${seen(sees)}))`;

function begun(sees: ScopedLook["sees"]): Sql {
  if (sees.whose === "all") return sql`r.kind = 'ad_hoc'`;
  return sees.whose === "branch" ? sql`(r.kind = 'ad_hoc' AND r.branch = ${sees.branch})` : sql`FALSE`;
}

interface RoundSql {
  id: string;
  kind: string;
  questionnaire: string;
  goal: string;
  created_at: Date;
  expires_at: Date;
}

async function withPhases({ tx }: Desk, rows: readonly RoundSql[], look: ScopedLook): Promise<RoundRow[]> {
  const counts = await tx.$queryRaw<{ round_id: string; phase: string; count: bigint }[]>(sql`
    SELECT n.round_id::text, n.phase, count(*) FROM checkin_run n JOIN borrower b ON b.id = n.borrower_id
    WHERE n.round_id = ANY(${rows.map(({ id }) => id)}::uuid[]) AND ${seen(look.sees)} GROUP BY 1, 2`);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    questionnaire: row.questionnaire,
    goal: row.goal,
    createdAt: instantOf(row.created_at),
    expiresAt: instantOf(row.expires_at),
    phases: Object.fromEntries(counts.filter((each) => each.round_id === row.id).map(({ phase, count }) => [phase, Number(count)])),
  }));
}

/** Ids of a round's runs that the caller may see, the oldest first, a page at a time. */
export async function runsOfRound({ tx }: Desk, round: string, look: ScopedLook, after: string | undefined): Promise<string[]> {
  const later = after === undefined ? sql`` : sql`AND n.id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT n.id::text FROM checkin_run n JOIN borrower b ON b.id = n.borrower_id
    WHERE n.round_id = ${round}::uuid AND ${seen(look.sees)} ${later} ORDER BY n.id LIMIT ${atOnce}`);
  return rows.map(({ id }) => id);
}

export async function roundPage(desk: Desk, versions: ShownVersions, id: string, look: ScopedLook): Promise<RoundView | undefined> {
  const rows = await desk.tx.$queryRaw<RoundSql[]>(
    sql`SELECT r.id::text, r.kind, r.questionnaire, r.goal, r.created_at, r.expires_at FROM checkin_round r WHERE r.id = ${id}::uuid AND ${mayBeSeen(look.sees)}`,
  );
  const [row] = await withPhases(desk, rows, look);
  if (!row) return undefined;
  const gathered = await gather(desk, versions, id, look);
  const said = gathered.said.toSorted((a, b) => b.at - a.at).slice(0, mostSaid);
  const notes = gathered.notes.toSorted((a, b) => b.at - a.at).slice(0, mostSaid);
  // Counts name nobody; whose words are shown was looked at.
  await logLooks(
    desk,
    look,
    "checkin_round",
    [...said, ...notes].map(({ borrower }) => borrower.id),
  );
  return {
    ...row,
    medianMs: gathered.lasted.length === 0 ? null : median(gathered.lasted),
    howFar: [...gathered.howFar].map(([answered, runs]) => ({ answered, runs })).toSorted((a, b) => a.answered - b.answered),
    questions: questionsOf(gathered.given, gathered.shown),
    said,
    notes,
  };
}

interface Gathered {
  given: Given[];
  lasted: number[];
  howFar: Map<number, number>;
  said: RoundView["said"][number][];
  notes: RoundView["notes"][number][];
  shown: ShownCheckin[];
}

async function gather(desk: Desk, versions: ShownVersions, round: string, look: ScopedLook): Promise<Gathered> {
  const gathered: Gathered = { given: [], lasted: [], howFar: new Map(), said: [], notes: [], shown: [] };
  const used = await desk.tx.checkinRun.findMany({ where: { roundId: round }, distinct: ["questionnaireId"], select: { questionnaireId: true } });
  gathered.shown = [
    ...(
      await versions(
        desk.tx,
        used.map(({ questionnaireId }) => questionnaireId),
      )
    ).values(),
  ].toSorted((a, b) => b.version - a.version);
  for (
    let ids = await runsOfRound(desk, round, look, undefined);
    ids.length > 0;
    ids = ids.length < atOnce ? [] : await runsOfRound(desk, round, look, ids.at(-1))
  )
    for (const run of await runViews(desk, versions, ids)) take(gathered, run);
  return gathered;
}

function take({ given, lasted, howFar, said, notes }: Gathered, run: RunView): void {
  howFar.set(run.answers.length, (howFar.get(run.answers.length) ?? 0) + 1);
  if (run.phase === "done" && run.offeredAt !== null && run.endedAt !== null) lasted.push(run.endedAt - run.offeredAt);
  notes.push(...run.notes);
  for (const { question, answer, corrects, tookMs, at } of run.answers) {
    if (!answer) continue;
    given.push({ question, answer, corrects, tookMs });
    if (answer.type === "text" || answer.type === "location") said.push({ run: run.id, borrower: run.borrower, question, text: answer.text, at });
  }
}

/** In the questionnaire's own order; a question of an older version that is no more comes last. */
function questionsOf(given: readonly Given[], shown: readonly ShownCheckin[]): RoundView["questions"] {
  const known = new Map(shown.toReversed().flatMap(({ questions }) => questions.map((question) => [question.id, question] as const)));
  const order = shown[0]?.questions.map(({ id }) => id) ?? [];
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return tally(given)
    .toSorted((a, b) => place(a.question) - place(b.question))
    .map((each) => {
      const question = known.get(each.question);
      return {
        ...each,
        text: question?.text ?? null,
        type: question?.type ?? "?",
        labels: Object.fromEntries((question?.options ?? []).map(({ key, label }) => [key, label])),
      };
    });
}
