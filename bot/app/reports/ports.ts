/** A post-loan inspection report: drafted from what is known, completed and signed by an officer. */
import { z } from "zod";
import type { ScopedBy, ScopedLook } from "../console/ports.ts";
import type { Person } from "../console/views.ts";
import type { Instant } from "../../domain/calendar.ts";
import { conclusions } from "../../domain/reports/conclusions.ts";

const text = z.string();
const inBoth = z.object({ "zh-CN": text, en: text });

/** As it was known when the draft was made; a report that was signed shows this for ever, whatever the ledger says since. */
export const draftedForm = z.object({
  borrower: z.object({ externalId: text, name: text }),
  loan: z.object({
    externalId: text,
    product: text,
    purpose: text,
    currency: text,
    principal: text,
    paid: text,
    overdue: text,
    daysPastDue: z.int(),
    disbursedOn: text,
    ledgerAsOf: text.nullable(),
  }),
  checkins: z.array(
    z.object({
      questionnaire: text,
      phase: text,
      at: text,
      answers: z.array(z.object({ asked: inBoth, text: inBoth })),
      notes: z.array(text),
    }),
  ),
  documents: z.array(z.object({ kind: text, state: text, how: text.nullable(), by: text.nullable(), at: text })),
  visits: z.array(z.object({ questionnaire: text, state: text, by: text.nullable(), at: text, note: text.nullable() })),
});

/** What only a person can write. */
export const writtenForm = z.strictObject({
  findings: z.string().trim().max(8_000),
  conclusion: z.enum(conclusions).nullable(),
  measures: z.string().trim().max(4_000),
});
export const bodyForm = z.object({ drafted: draftedForm, written: writtenForm });
export type ReportBody = z.infer<typeof bodyForm>;
export type Written = z.infer<typeof writtenForm>;

export interface ReportView extends ReportBody {
  readonly id: string;
  readonly borrower: Person;
  readonly version: number;
  readonly state: string;
  readonly draftedAt: Instant;
  readonly draftedBy: string;
  readonly signedAt: Instant | null;
  /** As people know the officer, and their handle. */
  readonly signedBy: { readonly officer: string; readonly name: string } | null;
}

export type ReportRow = Pick<ReportView, "id" | "version" | "state" | "draftedAt" | "draftedBy" | "signedAt"> & {
  readonly loan: string;
  readonly signedBy: string | null;
};

type Changed = "missing" | { readonly refused: string } | { readonly id: string; readonly borrowerId: string };

export interface ReportStore {
  /** The latest first. Undefined: no such borrower. */
  ofBorrower(borrower: string, look: ScopedLook): Promise<readonly ReportRow[] | undefined>;
  read(id: string, look: ScopedLook): Promise<ReportView | undefined>;
  /** Of the loan with the lender's id; one that is being written is returned as it is. */
  draft(borrower: string, loan: string, by: ScopedBy): Promise<Changed>;
  save(id: string, written: Written, by: ScopedBy): Promise<Changed>;
  /** With exactly these words; from then on nothing of it changes. */
  sign(id: string, written: Written, by: ScopedBy): Promise<Changed>;
}
