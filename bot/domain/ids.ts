/** Branded ids: one kind cannot be handed in for another. All are UUIDs made by the caller (PostgreSQL 15 has no v7). */
type Id<Name extends string> = string & { readonly __brand: Name };

export type BorrowerId = Id<"BorrowerId">;
export type LoanId = Id<"LoanId">;
export type ContactPointId = Id<"ContactPointId">;
export type TouchId = Id<"TouchId">;
export type MessageId = Id<"MessageId">;
export type InboundId = Id<"InboundId">;
export type ArrangementId = Id<"ArrangementId">;
export type DocumentRequestId = Id<"DocumentRequestId">;
export type DocumentFileId = Id<"DocumentFileId">;
export type CheckinRunId = Id<"CheckinRunId">;
export type CheckinRoundId = Id<"CheckinRoundId">;
export type PromiseId = Id<"PromiseId">;
export type HoldId = Id<"HoldId">;
export type EscalationId = Id<"EscalationId">;
export type LogEntryId = Id<"LogEntryId">;

/** Where new ids come from: handed in, so that the domain stays free of randomness. */
export type NewId = <T extends string>() => T;
