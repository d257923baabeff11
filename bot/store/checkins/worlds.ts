import type { CheckinReading } from "../../app/checkins/ports.ts";
import { dayIn, type Instant, type Zone } from "../../domain/calendar.ts";
import type { CheckinWorld } from "../../domain/checkins/run.ts";
import { textLocale } from "../../domain/day-text.ts";
import type { BorrowerId, CheckinRunId, LoanId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { earlierFactsOf, seenBefore } from "./earlier-facts.ts";
import { loanFactsOf } from "./loan-facts.ts";
import type { Questionnaires } from "./questionnaires.ts";

/** What every store that brings check-ins to the engine is handed. */
export interface CheckinStoring {
  readonly reading: CheckinReading;
  readonly questionnaires: Questionnaires;
}

export interface WorldOf {
  readonly runId: CheckinRunId;
  readonly borrowerId: BorrowerId;
  readonly loanId: LoanId;
  readonly questionnaireId: string;
  readonly channel: string;
  readonly locale: string;
  readonly zone: Zone;
  readonly key: Buffer;
}

/** All that a step of each run may look at; one whose questionnaire or loan is gone is missing. */
export async function worldsOf(
  { tx, vault, checkins }: { tx: Tx; vault: Vault; checkins: CheckinStoring },
  runs: readonly WorldOf[],
  now: Instant,
): Promise<ReadonlyMap<CheckinRunId, CheckinWorld>> {
  if (runs.length === 0) return new Map();
  const { reading } = checkins;
  const questionnaires = await checkins.questionnaires(
    tx,
    runs.map(({ questionnaireId }) => questionnaireId),
  );
  const today = (zone: Zone) => dayIn(now, zone);
  const loans = await loanFactsOf(
    tx,
    runs.map(({ loanId, zone }) => ({ id: loanId, today: today(zone) })),
  );
  const earlier = await earlierFactsOf(tx, runs, now);
  const officers = await officerNames(
    tx,
    vault,
    [...loans.values()].map(({ officer }) => officer),
  );
  const found = new Map<CheckinRunId, CheckinWorld>();
  for (const { runId, borrowerId, loanId, questionnaireId, channel, locale, zone, key } of runs) {
    const questionnaire = questionnaires.get(questionnaireId);
    const loan = loans.get(loanId);
    if (!questionnaire || !loan) continue;
    found.set(runId, {
      now,
      zone,
      locale: textLocale(locale),
      currency: loan.currency,
      buttons: reading.buttons.has(channel),
      questionnaire,
      facts: { ...loan.facts, ...seenBefore(earlier.get(runId) ?? [], today(zone)) },
      values: {
        ...loan.values(locale),
        name: openText(key, `borrower.name/${borrowerId}`, loan.nameSealed),
        lender: reading.lender,
        officer: officers.get(loan.officer) ?? "none",
      },
      words: reading.words(textLocale(locale)),
    });
  }
  return found;
}

/** As people call them; who left is not named any more. */
async function officerNames(tx: Tx, vault: Vault, officers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; officer: string; name_sealed: Uint8Array }[]>(sql`
    SELECT id::text, officer, name_sealed FROM officer WHERE officer = ANY(${[...new Set(officers)]}::text[]) AND disabled_at IS NULL`);
  return new Map(rows.map(({ id, officer, name_sealed: sealed }) => [officer, openText(vault.root.installation, `officer.name/${id}`, sealed)]));
}
