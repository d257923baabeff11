import type { ScopedLook } from "../../app/console/ports.ts";
import type { Day } from "../../domain/calendar.ts";
import type { WhyFacts } from "../../domain/reminders/why.ts";
import { whyFacts } from "../forecast/why-facts.ts";
import type { Desk } from "./desk.ts";
import { logLooks } from "./looks.ts";

/** A day of one borrower's: their loans and what was said of them are their data, though no text is read. */
export async function whyPage(desk: Desk, id: string, on: Day, look: ScopedLook): Promise<WhyFacts | undefined> {
  const facts = await whyFacts(desk.tx, { id, sees: look.sees }, on);
  if (facts) await logLooks(desk, look, "why", [facts.borrowerId]);
  return facts;
}
