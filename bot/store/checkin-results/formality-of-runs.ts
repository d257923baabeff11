import type { Answer } from "../../domain/checkins/answer.ts";
import { factValue } from "../../domain/checkins/fact-value.ts";
import { formalityOf, type Formality, type Given } from "../../domain/checkins/formality.ts";
import type { ShownCheckin } from "../../domain/checkin-results/shown-checkin.ts";
import { textLocale, type TextLocale } from "../../domain/day-text.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { openAnswer } from "../checkins/run-codec.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import type { Vault } from "../vault.ts";
import type { ShownVersions } from "./shown-versions.ts";

interface RunRow {
  id: string;
  borrower_id: BorrowerId;
  questionnaire_id: string;
  locale: string;
  before: string | null;
  shared_with: number;
  own_again: number;
  of_others: number;
}

interface AnswerRow {
  id: string;
  run_id: string;
  question: string;
  answer_sealed: Uint8Array;
  message_id: string;
  asked_at: Date;
  received_at: Date | null;
}

/** Whether each of these runs may have been a formality, and why; one whose borrower was erased or that was not answered is missing. */
export async function formalityOfRuns(
  { tx, vault }: { readonly tx: Tx; readonly vault: Vault },
  versions: ShownVersions,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Formality>> {
  const runs = await runsWith(tx, ids);
  if (runs.length === 0) return new Map();
  const answers = await answersOf(
    tx,
    runs.flatMap(({ id, before }) => (before === null ? [id] : [id, before])),
  );
  const keys = await vault.keysOf(tx, [...new Set(runs.map(({ borrower_id: id }) => id))]);
  const shown = await versions(
    tx,
    runs.map(({ questionnaire_id: id }) => id),
  );
  return new Map(
    runs.flatMap((run) => {
      const key = keys.get(run.borrower_id);
      if (!key) return [];
      const [given, before] = [run.id, run.before].map((id) =>
        answers.filter((row) => row.run_id === id).map((row) => ({ row, answer: openAnswer(key, row.id, row.answer_sealed) })),
      );
      if (!given || given.length === 0) return [];
      const locale = textLocale(run.locale);
      const of = {
        locale,
        given: given.map(({ row, answer }, i) => givenOf(row, answer, given[i - 1]?.row, { shown: shown.get(run.questionnaire_id), locale })),
        before: (before ?? []).map(({ row: { question }, answer }) => ({ question, answer })),
        files: { ownAgain: run.own_again, ofOthers: run.of_others },
        sharedWith: run.shared_with,
      };
      return [[run.id, formalityOf(of)] as const];
    }),
  );
}

const runsWith = (tx: Tx, ids: readonly string[]): Promise<RunRow[]> =>
  tx.$queryRaw(sql`
    SELECT r.id::text, r.borrower_id::text, r.questionnaire_id::text, r.locale, b.id::text AS before, coalesce(s.others, 0)::int AS shared_with,
      coalesce(f.own_again, 0)::int AS own_again, coalesce(f.of_others, 0)::int AS of_others
    FROM checkin_run r
    LEFT JOIN LATERAL (SELECT o.id FROM checkin_run o WHERE o.borrower_id = r.borrower_id AND o.questionnaire = r.questionnaire AND o.created_at < r.created_at
      AND o.answered > 0 ORDER BY o.created_at DESC, o.id LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT count(DISTINCT o.borrower_id) AS others FROM contact_point p
      JOIN contact_point o ON o.channel = p.channel AND o.address_index = p.address_index AND o.borrower_id <> p.borrower_id AND o.state <> 'closed'
      WHERE p.id = r.contact_point_id) s ON true
    LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE first.borrower_id = r.borrower_id) AS own_again, count(*) FILTER (WHERE first.borrower_id <> r.borrower_id) AS of_others
      FROM document_file d JOIN document_file first ON first.id = d.reused_of
      WHERE d.borrower_id = r.borrower_id AND d.received_at BETWEEN r.offered_at AND coalesce(r.ended_at, r.expires_at)) f ON true
    WHERE r.id = ANY(${[...ids]}::uuid[]) AND r.answered > 0`);

/** In the order in which they were given. */
const answersOf = (tx: Tx, runs: readonly string[]): Promise<AnswerRow[]> =>
  tx.$queryRaw(sql`
    SELECT a.id::text, a.run_id::text, a.question, a.answer_sealed, a.message_id::text, a.at - a.took_ms * interval '1 millisecond' AS asked_at, m.received_at
    FROM checkin_answer a LEFT JOIN message m ON m.id = a.message_id
    WHERE a.run_id = ANY(${[...runs]}::uuid[]) AND a.withdrawn_at IS NULL AND a.answer_sealed IS NOT NULL ORDER BY a.at, a.id`);

/** The time is taken to when the text came in: until it is read, texts settle and turns wait. The second answer of one text took none. */
function givenOf(
  row: AnswerRow,
  answer: Answer,
  previous: AnswerRow | undefined,
  of: { readonly shown: ShownCheckin | undefined; readonly locale: TextLocale },
): Given {
  const question = of.shown?.questions.find(({ id }) => id === row.question);
  const characters = [question?.text, ...(question?.options ?? []).map(({ label }) => label)].reduce((sum, text) => sum + (text?.[of.locale].length ?? 0), 0);
  const figure = answer.type === "choice" ? (question?.options ?? []).findIndex(({ key }) => key === answer.key) + 1 : figureOf(answer);
  const timed = row.received_at !== null && previous?.message_id !== row.message_id;
  return {
    question: row.question,
    answer,
    characters,
    ...(figure !== undefined && figure !== 0 && { figure }),
    ...(timed && row.received_at && { tookMs: Math.max(0, instantOf(row.received_at) - instantOf(row.asked_at)) }),
  };
}

function figureOf(answer: Answer): number | undefined {
  const value = factValue(answer);
  if (typeof value !== "number") return undefined;
  return answer.type === "percent" ? value * 100 : value;
}
