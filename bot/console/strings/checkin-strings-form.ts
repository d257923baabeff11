import type { FormalityReason } from "../../domain/checkins/formality.ts";
import type { RunPhase } from "../../domain/checkins/run.ts";
import type { VersionState } from "../../domain/checkins/version-step.ts";

type Words<Key extends string> = Readonly<Record<Key, string>>;

/** What is said about check-ins: rounds, questionnaires, visits, and a borrower's answers. */
export interface CheckinStrings extends Words<
  | "title"
  | "rounds"
  | "questionnaires"
  | "visits"
  | "roundsHint"
  | "noRounds"
  | "noRoundsHint"
  | "more"
  | "cancel"
  | "scheduled"
  | "adHoc"
  | "asked"
  | "answered"
  | "finished"
  | "half"
  | "howFar"
  | "howFarAxis"
  | "people"
  | "what"
  | "noAnswers"
  | "said"
  | "doubts"
  | "doubtsHint"
  | "settle"
  | "median"
  | "range"
  | "csv"
  | "jsonl"
  | "begin"
  | "beginTitle"
  | "beginHint"
  | "which"
  | "goal"
  | "goalHint"
  | "trade"
  | "branch"
  | "type"
  | "anyone"
  | "noneFits"
  | "choosing"
  | "versionsHint"
  | "unreadable"
  | "shipped"
  | "preview"
  | "previewHint"
  | "phoneHint"
  | "approve"
  | "publish"
  | "withdraw"
  | "withdrawTitle"
  | "withdrawHint"
  | "publishHint"
  | "ownText"
  | "noWriter"
  | "always"
  | "onlyIf"
  | "onlyIfHint"
  | "skippable"
  | "withdrawnQuestion"
  | "help"
  | "checks"
  | "checksHint"
  | "clarify"
  | "note"
  | "fact"
  | "consent"
  | "neverOverdue"
  | "end"
  | "yes"
  | "no"
  | "visitsHint"
  | "open"
  | "ended"
  | "noVisits"
  | "noVisitsHint"
  | "visitDone"
  | "visitCancelled"
  | "visited"
  | "endVisit"
  | "found"
  | "why"
  | "ofBorrower"
  | "noneOfBorrower"
  | "overTime"
  | "question"
  | "corrected"
  | "showAll"
  | "formalityNever"
> {
  readonly phase: Readonly<Record<RunPhase | "planned" | "withdrawn", string>>;
  readonly state: Readonly<Record<VersionState, string>>;
  /** What an answer looks like. */
  readonly kind: Readonly<Record<string, string>>;
  readonly audience: Readonly<Record<string, string>>;
  until(at: string): string;
  took(minutes: string): string;
  counts(done: string, asked: string): string;
  answers(n: string): string;
  fixed(n: string): string;
  words(n: string): string;
  version(n: number): string;
  writtenBy(who: string): string;
  approvedBy(who: string): string;
  settledBy(who: string): string;
  dueOn(day: string): string;
  endedBy(who: string, at: string): string;
  formal(n: number): string;
  because(reason: FormalityReason): string;
}
