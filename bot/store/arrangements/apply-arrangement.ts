import { decide } from "../../domain/arrangements/arrangement.ts";
import type { InboundId } from "../../domain/ids.ts";
import type { TurnEvent } from "../../domain/turns/turn.ts";
import { applyDecided } from "./apply-decided.ts";
import { foundArrangement } from "./found-arrangement.ts";
import { proposeArrangement, type Proposing } from "./propose.ts";

/** The borrower's part in an arrangement: the application, and the yes or no to what was approved. */
export async function applyArrangement(of: Proposing, event: TurnEvent, because: InboundId): Promise<void> {
  if (event.type === "arrangement_proposed") return proposeArrangement(of, event, because);
  if (event.type !== "arrangement_accepted" && event.type !== "arrangement_declined") return;
  const { tx, borrower, now } = of;
  const found = await foundArrangement(tx, event.arrangementId, borrower);
  const { round } = event;
  const input = event.type === "arrangement_accepted" ? ({ type: "accept", round, ledger: found.ledger } as const) : ({ type: "decline", round } as const);
  const decided = decide(found.arrangement, input, now);
  // The ledger moved between reading and committing: the turn is decided once more on what it shows now.
  if ("refused" in decided) throw new ArrangementMoved();
  await applyDecided({ ...of, found: { ...found, messageId: because }, by: "borrower", deadlines: unused }, decided.events);
}

/** Neither of the borrower's answers begins a wait for people. */
const unused = { lookDays: 0, answerDays: 0 };

export class ArrangementMoved extends Error {
  override readonly name = "ArrangementMoved";
}
