import { dayOf, instantOf, instantOrNull } from "../../bot/store/days.ts";
import { z } from "zod";
import { moneyIn, reasonsText, timeText, touchName } from "./scenario-transcript.ts";
import type { World } from "./scenario-world.ts";

const reasonsForm = z.array(z.object({ rule: z.string(), detail: z.string().optional() })).nullable();

/** What is left when the story is over: contact, holds, promises, cases, touches, texts without a known outcome. */
export async function endState(world: World): Promise<string[]> {
  const { database } = world;
  const borrowers = await database.borrower.findMany({ include: { contactPoints: true, loans: true }, orderBy: { externalId: "asc" } });
  const lines: string[] = [];
  for (const { id, externalId, contactPoints, loans } of borrowers) {
    const at = (when: Date): string => timeText(world, instantOf(when), externalId).slice(0, 20);
    const loanName = (loanId: string | null): string => loans.find((loan) => loan.id === loanId)?.externalId ?? "-";
    lines.push(`${externalId}: ${contactPoints.map(({ channel, state }) => `${channel} ${state}`).join(", ")}`);
    for (const hold of await database.hold.findMany({ where: { borrowerId: id }, orderBy: { id: "asc" } })) {
      const over = hold.liftedAt ? `, lifted by ${hold.liftedBy ?? "?"}` : hold.until ? `, until ${at(hold.until)}` : "";
      lines.push(`  hold ${hold.reason}${hold.loanId ? ` on ${loanName(hold.loanId)}` : ""}${over}`);
    }
    for (const promise of await database.promiseToPay.findMany({ where: { borrowerId: id }, orderBy: { id: "asc" } })) {
      lines.push(`  promise ${moneyIn(promise.amountMinor, promise.currency)} on ${dayOf(promise.promisedOn)}: ${promise.state}`);
    }
    for (const one of await database.escalation.findMany({
      where: { borrowerId: id },
      include: { alerts: { orderBy: { step: "asc" } }, _count: { select: { evidence: true } } },
      orderBy: { id: "asc" },
    })) {
      const alerts = one.alerts.map((alert) => `${alert.toRole} ${at(alert.at)}`).join(", ");
      lines.push(
        `  case ${one.reason} (${one.severity}): ${one.state}${one.resolutionCode ? ` ${one.resolutionCode}` : ""}, evidence ${String(one._count.evidence)}, alerted ${alerts || "nobody"}${instantOrNull(one.dueAt) ? `, next ${at(one.dueAt ?? new Date())}` : ""}`,
      );
    }
    for (const run of await database.checkinRun.findMany({
      where: { borrowerId: id },
      include: { answers: { orderBy: [{ at: "asc" }, { id: "asc" }] }, notes: true },
      orderBy: { id: "asc" },
    })) {
      const holding = run.answers.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ question }) => question);
      const noted = run.notes.map(({ checkId }) => `, noted ${checkId}`).join("");
      lines.push(
        `  check-in ${run.questionnaire} v${String(run.version)}: ${run.phase}${run.endedBecause ? ` (${run.endedBecause})` : ""}, answered ${holding.join(", ") || "nothing"}${noted}`,
      );
    }
    for (const touch of await database.touch.findMany({
      where: { borrowerId: id },
      orderBy: [{ plannedOn: "asc" }, { loanId: "asc" }, { stage: "asc" }, { id: "asc" }],
    })) {
      const why = touch.state === "sent" ? "" : `: ${reasonsText(reasonsForm.parse(touch.reasons) ?? [])}`;
      lines.push(`  ${touchName(loanName(touch.loanId), touch)} planned for ${dayOf(touch.plannedOn)}: ${touch.state}${why}`);
    }
    for (const { state, template } of await database.message.findMany({
      where: { borrowerId: id, direction: "out", state: { notIn: ["sent", "not_sent"] } },
      orderBy: { id: "asc" },
    })) {
      lines.push(`  text ${template ?? "?"}: ${state}`);
    }
  }
  return lines;
}
