import { z } from "@hono/zod-openapi";
import { chatLine, page, person } from "./forms.ts";
import { day, moment, momentOrNull, money } from "./wire.ts";

export const arrangementRow = z.object({
  id: z.uuid(),
  borrower: person,
  loan: z.string(),
  branch: z.string(),
  officer: z.string(),
  state: z.string(),
  round: z.int(),
  amount: money,
  parts: z.array(z.object({ no: z.int(), on: day, amount: money })),
  termsBy: z.string(),
  originalDueOn: day,
  daysPastDue: z.int(),
  needs: z.array(z.string()),
  approvals: z.array(z.object({ officer: z.string(), role: z.string(), at: moment })),
  guarantor: z.string(),
  confirmedAt: momentOrNull,
  proposedAt: moment,
  dueAt: moment,
  agreedAt: momentOrNull,
  endedAt: momentOrNull,
});
export const arrangementPage = page(arrangementRow);
export const arrangementDetail = arrangementRow.extend({
  note: z.string().nullable(),
  guarantorName: z.string().nullable(),
  openNow: money,
  lines: z.array(chatLine),
});

/** Of the terms that were read: what is decided is what was seen. */
const round = z.int().min(1);
const note = z.string().trim().min(1).max(2_000);
export const approveBody = z.strictObject({ round });
export const refuseBody = z.strictObject({ round, note });
const dayText = z.iso.date();
export const changeBody = z.strictObject({ round, parts: z.int().min(1).max(60), firstOn: dayText, note: note.optional() });
export const consentBody = z.strictObject({ round, name: z.string().trim().min(1).max(200), signedOn: dayText });
