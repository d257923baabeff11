/** How templates/checkin-plans.yaml and templates/crops.yaml are written. */
import { z } from "zod";
import { seasons } from "../domain/checkins/crops.ts";
import { loanPhases } from "../domain/checkins/phase.ts";
import { borrowerTypes } from "../domain/loans/borrower-row.ts";
import { amounts } from "./arrangements-schema.ts";
import { templateId } from "./message-schema.ts";

const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).exactOptional();
const word = z.string().trim().min(1);
const count = z.int().min(1).max(3_650);
const days = z.array(z.int().min(0).max(3_650)).min(1).max(12);

const line = z.strictObject({
  checkin: templateId,
  goal: z.strictObject({ "zh-CN": word.max(120), en: word.max(120) }),
  borrower_types: some(z.enum(borrowerTypes)),
  products: some(word),
  risk_grades: some(word),
  phases: z.array(z.enum(loanPhases)).min(1),
  after_paid_out_days: days.exactOptional(),
  before_large_days: days.exactOptional(),
  late_days: days.exactOptional(),
  after_settled_days: days.exactOptional(),
  every_months: z.int().min(1).max(24).exactOptional(),
  every_weeks: z.int().min(2).max(104).exactOptional(),
  seasons: some(z.enum(seasons)),
  visit: z.literal("large").exactOptional(),
});
export type ReadLine = z.output<typeof line>;

export const checkinPlansSchema = z.strictObject({
  phases: z.strictObject({ just_disbursed_days: count, before_maturity_days: count, closing_days: count, large_times: z.number().min(1.1).max(100) }),
  gap_days: z.int().min(7).max(365),
  same_again_days: z.int().min(7).max(365),
  window_days: z.int().min(1).max(60),
  reminder_days: z.int().min(0).max(14),
  visit_over: amounts,
  visit_risk_grades: z.array(word).default([]),
  lines: z.array(line),
});

const month = z.int().min(1).max(12);
export const cropsSchema = z.strictObject({
  crops: z.array(
    z.strictObject({
      id: templateId,
      words: z.array(word).default([]),
      months: z.strictObject({ sow: some(month), tend: some(month), harvest: some(month), sell: some(month) }),
    }),
  ),
});
