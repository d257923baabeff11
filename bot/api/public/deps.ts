import type { CommandDeps } from "../../app/console/commands.ts";
import type { ImportDeps } from "../../app/import/session.ts";
import type { LenderReads } from "../../app/lender/ports.ts";
import type { IdempotencyStore, PaceOf, PaceRule } from "../../app/requests/ports.ts";

export interface PublicApiDeps {
  readonly records: LenderReads;
  readonly importing: ImportDeps;
  readonly commands: CommandDeps;
  readonly idempotency: IdempotencyStore;
  readonly pace: PaceOf;
  readonly paceRule: PaceRule;
}
