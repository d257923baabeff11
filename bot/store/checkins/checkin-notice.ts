import { begin } from "../../domain/checkins/begin.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import { isOver, type CheckinWorld, type RunState } from "../../domain/checkins/run.ts";
import { isAboutLate, isAboutTheEnd } from "../../domain/checkins/scheduled-round.ts";
import { step } from "../../domain/checkins/step.ts";
import type { CheckinRunId } from "../../domain/ids.ts";
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

/** What is said of a check-in when its touch is due, and what becomes of the run when it is. */
export async function checkinNotice(
  of: { tx: Tx; vault: Vault; checkins: CheckinStoring },
  touch: CheckinTouch,
  about: { readonly loanEnding: string; readonly currency: Currency },
  borrower: LockedBorrower,
  now: Instant,
): Promise<CheckinContent> {
  const { kind, channel } = touch;
  const row = await runRow(of.tx, touch);
  const runId = row.id;
  const worlds = await worldsOf(
    of,
    [{ runId, borrowerId: borrower.id, loanId: row.loan_id, questionnaireId: row.questionnaire_id, channel, ...borrower }],
    now,
  );
  const world = worlds.get(runId);
  const daysLate = Number(world?.facts["late.days"] ?? 0);
  const run = world && (kind === "checkin" ? offerable(row, now) : nudgeable(row, touch, borrower.key));
  const done = run && world && step(run, { kind: kind === "checkin" ? "offer" : "nudge" }, world);
  const say = done?.says[0];
  const notice = { kind, ...about, runId, step: done ?? { run: begin(instantOf(row.expires_at)), events: [], says: [], taken: false } };
  const purpose = world?.questionnaire.needsConsent === undefined ? "check_in" : "offer";
  if (!world || !say) return { notice, purpose, template: kind === "checkin" ? "checkin-offer" : "checkin-nudge", daysLate, moot: "checkin_over" };
  const yields = await yieldsTo(of.tx, runId, borrower, now);
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

type Row = RunRow & { phase: string; round_key: string; expires_at: Date; heard_at: Date | null; offered_at: Date | null; touch_at: Date };

async function runRow(tx: Tx, { checkin_run_id: id, key }: CheckinTouch): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT r.id::text, r.borrower_id::text, r.loan_id::text, r.questionnaire_id::text, r.state_sealed, r.phase, r.round_key, r.expires_at, r.heard_at, r.offered_at, t.created_at AS touch_at
    FROM checkin_run r JOIN touch t ON t.key = ${key} WHERE r.id = ${id}::uuid`);
  if (!row) throw new Error("a touch of no check-in");
  return row;
}

/** Begun anew where the offer was claimed before and never left; nothing that the borrower has answered is offered again. */
function offerable({ phase, heard_at: heard, expires_at: expires }: Row, now: Instant): RunState | undefined {
  const unheard = (phase === "planned" || phase === "offered") && heard === null;
  return unheard && instantOf(expires) > now ? begin(instantOf(expires)) : undefined;
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

async function yieldsTo(tx: Tx, runId: CheckinRunId, borrower: LockedBorrower, now: Instant): Promise<CheckinContent["yields"]> {
  const { asked } = openConversation(borrower.key, borrower.id, borrower.conversationSealed);
  if (asked && asked.kind !== "rephrase" && plus(asked.askedAt, questionWaitsMs) > now) return { to: "question", until: plus(asked.askedAt, questionWaitsMs) };
  const [other] = await tx.$queryRaw<{ expires_at: Date }[]>(sql`
    SELECT expires_at FROM checkin_run WHERE borrower_id = ${borrower.id}::uuid AND id <> ${runId}::uuid AND offered_at IS NOT NULL AND ended_at IS NULL LIMIT 1`);
  if (other) return { to: "checkin", until: instantOf(other.expires_at) };
  const [first] = await tx.$queryRaw<{ due_at: Date }[]>(sql`
    SELECT due_at FROM touch WHERE borrower_id = ${borrower.id}::uuid AND state = 'planned' AND kind = 'reminder' AND due_at < ${toDate(plus(now, dayMs))}
    ORDER BY due_at DESC LIMIT 1`);
  return first && { to: "reminder", until: plus(instantOf(first.due_at), dayMs) };
}
