import { begin } from "../../domain/checkins/begin.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import { isOver, type CheckinWorld, type RunState } from "../../domain/checkins/run.ts";
import { isAboutLate, isAboutTheEnd } from "../../domain/checkins/scheduled-round.ts";
import { step } from "../../domain/checkins/step.ts";
import type { Currency } from "../../domain/money.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import type { NoticeFacts } from "../../domain/policy/gate-facts.ts";
import type { Purpose } from "../../domain/policy/purpose.ts";
import { openConversation } from "../conversation-state.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import type { Vault } from "../vault.ts";
import { runOf, type RunRow } from "./open-checkins.ts";
import { worldsOf, type CheckinStoring } from "./worlds.ts";

export interface CheckinTouch {
  readonly kind: "checkin" | "checkin_nudge";
  readonly key: string;
  readonly checkin_run_id: string | null;
  readonly channel: string;
  readonly closed: "loan_closed" | undefined;
}

export interface CheckinDue {
  readonly touch: CheckinTouch;
  readonly about: { readonly loanEnding: string; readonly currency: Currency };
  readonly borrower: LockedBorrower;
}

export interface CheckinContent {
  readonly notice: Extract<Notice, { kind: "checkin" | "checkin_nudge" }>;
  readonly purpose: Purpose;
  readonly template: string;
  readonly choices?: readonly string[];
  readonly daysLate: number;
  readonly moot?: NonNullable<NoticeFacts["moot"]>;
  readonly askedFor?: true;
  readonly yields?: NonNullable<NoticeFacts["yields"]>;
}

/** For so long a question of ours waits for its answer before a check-in may be offered; a reminder that is planned goes first. */
const questionWaitsMs = 2 * dayMs;

/** What is said of each check-in whose touch is due, by the touch's key, and what becomes of the run when it is. */
export async function checkinNotices(
  of: { tx: Tx; vault: Vault; checkins: CheckinStoring },
  due: readonly CheckinDue[],
  now: Instant,
): Promise<ReadonlyMap<string, CheckinContent>> {
  if (due.length === 0) return new Map();
  const rows = await runRows(
    of.tx,
    due.map(({ touch }) => touch),
  );
  const all = due.map((one) => {
    const row = rows.get(one.touch.key);
    if (!row) throw new Error("a touch of no check-in");
    return { ...one, row };
  });
  const worlds = await worldsOf(
    of,
    all.map(({ row, touch: { channel }, borrower }) => ({
      runId: row.id,
      borrowerId: borrower.id,
      loanId: row.loan_id,
      questionnaireId: row.questionnaire_id,
      channel,
      ...borrower,
    })),
    now,
  );
  const others = await othersFirst(
    of.tx,
    all.map(({ row }) => row),
    now,
  );
  return new Map(all.map((one) => [one.touch.key, contentOf(one, worlds.get(one.row.id), others.get(one.touch.key), now)]));
}

function contentOf({ touch, about, borrower, row }: CheckinDue & { row: Row }, world: CheckinWorld | undefined, other: Other, now: Instant): CheckinContent {
  const { kind } = touch;
  const daysLate = Number(world?.facts["late.days"] ?? 0);
  const run = world && (kind === "checkin" ? offerable(row, now) : nudgeable(row, touch, borrower.key));
  const done = run && world && step(run, { kind: kind === "checkin" ? "offer" : "nudge" }, world);
  const say = done?.says[0];
  const notice = { kind, ...about, runId: row.id, step: done ?? { run: begin(instantOf(row.expires_at)), events: [], says: [], taken: false } };
  const purpose = world?.questionnaire.needsConsent === undefined ? "check_in" : "offer";
  if (!world || !say) return { notice, purpose, template: kind === "checkin" ? "checkin-offer" : "checkin-nudge", daysLate, moot: "checkin_over" };
  const yields = yieldsTo(borrower, other, now);
  return {
    notice,
    purpose,
    template: say.template,
    daysLate,
    ...(say.choices && { choices: say.choices }),
    ...mootOf(touch, row.round_key, world, daysLate),
    ...(yields && { yields }),
    ...(run?.phase === "postponed" && { askedFor: true as const }),
  };
}

type Row = RunRow & {
  phase: string;
  version_state: string;
  round_key: string;
  expires_at: Date;
  heard_at: Date | null;
  offered_at: Date | null;
  touch_key: string;
  touch_at: Date;
};

async function runRows(tx: Tx, touches: readonly CheckinTouch[]): Promise<ReadonlyMap<string, Row>> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT r.id::text, r.borrower_id::text, r.loan_id::text, r.questionnaire_id::text, r.state_sealed, r.phase, q.state AS version_state, r.round_key, r.expires_at, r.heard_at,
      r.offered_at, t.key AS touch_key, t.created_at AS touch_at
    FROM unnest(${touches.map(({ checkin_run_id: id }) => id)}::uuid[], ${touches.map(({ key }) => key)}::text[]) AS a(id, key)
    JOIN checkin_run r ON r.id = a.id JOIN checkin_questionnaire q ON q.id = r.questionnaire_id JOIN touch t ON t.key = a.key`);
  return new Map(rows.map((row) => [row.touch_key, row]));
}

/**
 * Begun anew where the offer was claimed before and never left; nothing that the borrower has answered is offered again,
 * and nobody begins with questions that were withdrawn.
 */
function offerable({ phase, version_state: state, heard_at: heard, expires_at: expires }: Row, now: Instant): RunState | undefined {
  const unheard = (phase === "planned" || phase === "offered") && heard === null;
  return unheard && state === "published" && instantOf(expires) > now ? begin(instantOf(expires)) : undefined;
}

/** Only who has said nothing since it was planned, and only once by this touch: its number is the run's next. */
function nudgeable(row: Row, { key }: CheckinTouch, ownKey: Buffer): RunState | undefined {
  if (!row.state_sealed || (row.heard_at !== null && row.heard_at > row.touch_at)) return undefined;
  const run = runOf(row, ownKey);
  return !isOver(run.phase) && Number(key.split("/").at(-1)) === run.nudges + 1 ? run : undefined;
}

/** Of what has changed since it was planned. */
function mootOf({ kind, closed }: CheckinTouch, roundKey: string, { questionnaire }: CheckinWorld, daysLate: number): Pick<CheckinContent, "moot"> {
  if (closed && !isAboutTheEnd(roundKey)) return { moot: closed };
  if (questionnaire.neverOverdue && daysLate > 0) return { moot: "offer_while_overdue" };
  return kind === "checkin" && isAboutLate(roundKey) && daysLate === 0 ? { moot: "paid" } : {};
}

type Other = { readonly checkin: Date | null; readonly reminder: Date | null } | undefined;

/** Until when another check-in of each borrower goes on, and when a reminder of theirs is due within a day. */
async function othersFirst(tx: Tx, rows: readonly Row[], now: Instant): Promise<ReadonlyMap<string, Other>> {
  const found = await tx.$queryRaw<{ key: string; checkin: Date | null; reminder: Date | null }[]>(sql`
    SELECT a.key,
      (SELECT r.expires_at FROM checkin_run r WHERE r.borrower_id = a.borrower_id AND r.id <> a.run_id AND r.offered_at IS NOT NULL AND r.ended_at IS NULL LIMIT 1) AS checkin,
      (SELECT max(t.due_at) FROM touch t WHERE t.borrower_id = a.borrower_id AND t.state = 'planned' AND t.kind = 'reminder' AND t.due_at < ${toDate(plus(now, dayMs))}) AS reminder
    FROM unnest(${rows.map(({ touch_key: key }) => key)}::text[], ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ borrower_id: id }) => id)}::uuid[]) AS a(key, run_id, borrower_id)`);
  return new Map(found.map((row) => [row.key, row]));
}

function yieldsTo(borrower: LockedBorrower, other: Other, now: Instant): CheckinContent["yields"] {
  const { asked } = openConversation(borrower.key, borrower.id, borrower.conversationSealed);
  if (asked && asked.kind !== "rephrase" && plus(asked.askedAt, questionWaitsMs) > now) return { to: "question", until: plus(asked.askedAt, questionWaitsMs) };
  if (other?.checkin) return { to: "checkin", until: instantOf(other.checkin) };
  return other?.reminder ? { to: "reminder", until: plus(instantOf(other.reminder), dayMs) } : undefined;
}
