import type { Day } from "../../domain/calendar.ts";
import { currency, decimalText } from "../../domain/money.ts";
import type { OutwardDraft } from "./emit.ts";

interface Promised {
  readonly id: string;
  readonly instalmentNo: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly on: Day;
}

/** A promise as the lender's systems are told of it. */
export const promiseTold = (promise: Promised): OutwardDraft["data"] => ({
  promise: promise.id,
  instalment: promise.instalmentNo,
  amount: decimalText({ minor: promise.amountMinor, currency: currency(promise.currency) }),
  currency: promise.currency,
  on: promise.on,
});
