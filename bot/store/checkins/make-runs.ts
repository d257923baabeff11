import type { NewRun } from "../../app/checkins/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { CheckinRunId } from "../../domain/ids.ts";
import { noticePriority, noticeTemplates } from "../../domain/notices/notice.ts";
import { sql, type Tx } from "../database.ts";

/** Runs and the touches that will offer them, in one statement each; one that was begun before stays as it is. Returns how many are new. */
export async function makeRuns(tx: Tx, runs: readonly NewRun[], now: Instant): Promise<number> {
  if (runs.length === 0) return 0;
  const of = <T>(pick: (run: NewRun) => T): T[] => runs.map(pick);
  const made = await tx.$queryRaw<{ id: CheckinRunId }[]>(sql`
    INSERT INTO checkin_run (id, borrower_id, loan_id, round_id, round_key, questionnaire_id, questionnaire, version, phase, questions, channel, locale, contact_point_id,
      created_at, next_at, expires_at)
    SELECT n.id, n.borrower_id, n.loan_id, n.round_id, n.round_key, q.id, q.questionnaire, q.version, 'planned', n.questions, coalesce(c.channel, 'none'),
      coalesce(b.preferred_locale, b.locale), c.id, ${toDate(now)}, n.offer_until, n.expires_at
    FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ borrowerId }) => borrowerId)}::uuid[], ${of(({ loanId }) => loanId)}::uuid[], ${of(({ roundId }) => roundId)}::uuid[],
      ${of(({ roundKey }) => roundKey)}::text[], ${of(({ questionnaireId }) => questionnaireId)}::uuid[], ${of(({ expiresAt }) => toDate(expiresAt))}::timestamptz[],
      ${of(({ questions }) => questions)}::int[], ${of(({ offerUntil }) => toDate(offerUntil))}::timestamptz[])
      AS n(id, borrower_id, loan_id, round_id, round_key, questionnaire_id, expires_at, questions, offer_until)
    CROSS JOIN LATERAL (SELECT * FROM checkin_questionnaire WHERE id = n.questionnaire_id AND state = 'published' OFFSET 0) q
    CROSS JOIN LATERAL (SELECT * FROM borrower WHERE id = n.borrower_id OFFSET 0) b
    LEFT JOIN LATERAL (SELECT p.id, p.channel FROM contact_point p WHERE p.borrower_id = n.borrower_id AND p.state <> 'closed'
      ORDER BY (p.channel = b.preferred_channel) IS TRUE DESC, p.channel = 'sms', p.created_at DESC LIMIT 1) c ON true
    ON CONFLICT (borrower_id, round_key) DO NOTHING RETURNING id::text`);
  const ids = new Set(made.map(({ id }) => id));
  const offers = runs.filter(({ id }) => ids.has(id));
  if (offers.length === 0) return 0;
  await tx.$executeRaw(sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, checkin_run_id, planned_on, channel, template, priority, state, due_at, expires_at, created_at)
    SELECT gen_random_uuid(), 'checkin', 'checkin/' || r.id, r.borrower_id, r.loan_id, r.id, o.planned_on, r.channel, ${noticeTemplates.checkin}, ${noticePriority.checkin},
      'planned', o.due_at, o.offer_until, ${toDate(now)}
    FROM unnest(${offers.map(({ id }) => id)}::uuid[], ${offers.map(({ plannedOn }) => plannedOn)}::date[], ${offers.map(({ dueAt }) => toDate(dueAt))}::timestamptz[],
      ${offers.map(({ offerUntil }) => toDate(offerUntil))}::timestamptz[]) AS o(id, planned_on, due_at, offer_until)
    CROSS JOIN LATERAL (SELECT * FROM checkin_run WHERE id = o.id OFFSET 0) r
    ON CONFLICT (key) DO NOTHING`);
  return offers.length;
}
