import type { Instant } from "../../domain/calendar.ts";
import type { Look } from "../console/ports.ts";
import type {
  ArrangementRecord,
  BorrowerRecord,
  CaseDetail,
  CaseRecord,
  CheckinDetail,
  CheckinRecord,
  LoanDetail,
  LoanRecord,
  MessageRecord,
  PaymentRecord,
  Place,
  PromiseCounts,
  PromiseRecord,
  Records,
  StatusRecord,
} from "./views.ts";

export type ById = { readonly id: string } | { readonly externalId: string };

/** A list is read in pages; rows that come in meanwhile shift none of them. */
export interface PageOf {
  readonly after?: Place | undefined;
  readonly limit: number;
}

/** From, inclusive; to, exclusive. */
export interface Span {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** What other systems read: each call is one transaction, with the entry that says who looked. Undefined: no such thing. */
export interface LenderReads {
  /** By the lender's ids. */
  borrowers(page: PageOf, look: Look): Promise<Records<BorrowerRecord>>;
  borrower(by: ById, look: Look): Promise<BorrowerRecord | undefined>;
  /** By the lender's ids; `borrower`: ours. */
  loans(query: PageOf & { readonly borrower?: string | undefined }, look: Look): Promise<Records<LoanRecord>>;
  loan(by: ById, look: Look): Promise<LoanDetail | undefined>;
  /** Newest first. */
  payments(loan: string, page: PageOf, look: Look): Promise<Records<PaymentRecord> | undefined>;
  messages(query: PageOf & Span & { readonly borrower?: string | undefined }, look: Look): Promise<Records<MessageRecord>>;
  message(id: string, look: Look): Promise<MessageRecord | undefined>;
  promises(query: PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined }, look: Look): Promise<Records<PromiseRecord>>;
  promise(id: string, look: Look): Promise<PromiseRecord | undefined>;
  promiseCounts(span: Span): Promise<PromiseCounts>;
  /** The latest applied for first. */
  arrangements(
    query: PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined },
    look: Look,
  ): Promise<Records<ArrangementRecord>>;
  arrangement(id: string, look: Look): Promise<ArrangementRecord | undefined>;
  /** The latest begun first. */
  checkins(query: PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined }, look: Look): Promise<Records<CheckinRecord>>;
  checkin(id: string, look: Look): Promise<CheckinDetail | undefined>;
  /** Oldest first; only what happened before `before`. `next` is where to go on, also where there is nothing more yet. */
  statusUpdates(page: PageOf & { readonly before: Instant }, look: Look): Promise<Records<StatusRecord>>;
  escalations(query: PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined }, look: Look): Promise<Records<CaseRecord>>;
  escalation(id: string, look: Look): Promise<CaseDetail | undefined>;
}
