import type { Instant } from "../../domain/calendar.ts";
import type { ShownTemplate } from "../../domain/wording/shown-template.ts";

/** What people decided of one version of a template. */
export interface TemplateDecision {
  readonly template: string;
  readonly version: string;
  readonly state: "approved" | "withdrawn";
  readonly writtenBy: string | null;
  readonly approvedBy: string | null;
  readonly at: Instant;
}

export interface ApprovalStore {
  decisions(): Promise<TemplateDecision[]>;
  /** One transaction with its log entry; false where it stands so already. From its commit on dispatches see it. */
  decide(decision: TemplateDecision, by: { readonly officer: string; readonly at: Instant }): Promise<boolean>;
}

/** The templates that this process has loaded. */
export interface TemplateShelf {
  readonly templates: readonly ShownTemplate[];
  /** A lender's own templates need a second person; in a demonstration nobody does. */
  readonly approvalNeeded: boolean;
}

export interface ApprovalDeps {
  readonly approvals: ApprovalStore;
  readonly shelf: TemplateShelf;
}
