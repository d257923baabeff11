import { z } from "zod";
import type { Day, Instant } from "../domain/calendar.ts";
import type { ArrangementId, BorrowerId, LoanId } from "../domain/ids.ts";
import type { Currency } from "../domain/money.ts";
import type { OpenQuestion } from "../domain/turns/turn.ts";
import { openText, seal } from "./seal.ts";

/** What the bot must remember between turns; encrypted in the borrower's row. */
export interface ConversationState {
  readonly asked: OpenQuestion | null;
  readonly unclearInRow: number;
}

const nothingAsked: ConversationState = { asked: null, unclearInRow: 0 };

export function openConversation(key: Buffer, borrower: BorrowerId, sealed: Uint8Array | null): ConversationState {
  if (!sealed) return nothingAsked;
  return form.parse(JSON.parse(openText(key, `borrower.conversation/${borrower}`, sealed)));
}

export function sealConversation(key: Buffer, borrower: BorrowerId, state: ConversationState): Buffer<ArrayBuffer> {
  const json = JSON.stringify(state, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  return seal(key, `borrower.conversation/${borrower}`, json);
}

const at = z.number().transform((n) => n as Instant);
const on = z.iso.date().transform((s) => s as Day);
const minor = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const part = z.object({
  loanId: z.uuid().transform((s) => s as LoanId),
  instalmentNo: z.int(),
  amountMinor: minor,
  currency: z.string().transform((s) => s as Currency),
  on,
});
const question = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("confirm_person"), askedAt: at }),
  z.object({ kind: z.literal("which_person"), askedAt: at }),
  z.object({
    kind: z.literal("confirm_promise"),
    askedAt: at,
    loanId: z.uuid().transform((s) => s as LoanId),
    instalmentNo: z.int(),
    amountMinor: minor,
    currency: z.string().transform((s) => s as Currency),
    on,
    more: z.array(part).exactOptional(),
  }),
  z.object({ kind: z.literal("promise_when"), askedAt: at, amountMinor: minor.exactOptional() }),
  z.object({ kind: z.literal("promise_amount"), askedAt: at, on }),
  z.object({ kind: z.literal("rephrase"), askedAt: at }),
  z.object({
    kind: z.literal("choose_arrangement"),
    askedAt: at,
    loanId: z.uuid().transform((s) => s as LoanId),
    offers: z.array(
      z.object({ id: z.string(), terms: z.object({ amountMinor: minor, currency: z.string().transform((s) => s as Currency), parts: z.int(), firstOn: on }) }),
    ),
    chosen: z.int().exactOptional(),
  }),
  z.object({ kind: z.literal("confirm_arrangement"), askedAt: at, arrangementId: z.uuid().transform((s) => s as ArrangementId), round: z.int() }),
]);
const form = z.object({ asked: question.nullable(), unclearInRow: z.int().nonnegative() });
