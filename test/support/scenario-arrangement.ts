import { approveArrangement, changeArrangement, recordConsent, refuseArrangement } from "../../bot/app/arrangements/decide-arrangement.ts";
import type { Caller } from "../../bot/app/access/caller.ts";
import { day } from "../../bot/domain/calendar.ts";
import type { Step } from "./scenario-form.ts";
import type { World } from "./scenario-world.ts";

/** An approver of any branch; only a refusal makes a line, what was done is in the log. */
export async function decideOn(
  { arrangements, database }: World,
  { of, by, role, does, parts, first_on: firstOn }: Extract<Step, { arrangement: unknown }>["arrangement"],
): Promise<string | undefined> {
  const loan = await database.loan.findUniqueOrThrow({ where: { externalId: of } });
  const found = await database.arrangement.findFirstOrThrow({ where: { loanId: loan.id }, orderBy: { proposedAt: "desc" } });
  const who: Caller = { kind: "person", id: by, officer: by, role, branch: null };
  const outcome = await (() => {
    switch (does) {
      case "approve":
        return approveArrangement(arrangements, who, found.id, found.round);
      case "change":
        return changeArrangement(arrangements, who, found.id, found.round, { parts: parts ?? 1, firstOn: day(firstOn ?? "") });
      case "refuse":
        return refuseArrangement(arrangements, who, found.id, found.round, "no");
      case "consent":
        return recordConsent(arrangements, who, found.id, found.round, { name: "张三", signedOn: day(firstOn ?? "") });
    }
  })();
  return outcome.status === "done" ? undefined : `${by}: ${does} is refused (${outcome.status === "refused" ? outcome.state : outcome.status})`;
}
