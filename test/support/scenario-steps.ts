import { liftHold, liftStop, moveEscalation, pressStop, settleUnknown } from "../../bot/app/console/commands.ts";
import { importBook } from "../../bot/app/import/import-book.ts";
import { postPayments } from "../../bot/app/import/post-payments.ts";
import type { InboundItem } from "../../bot/app/ports.ts";
import { dayIn, parseZone, plus, secondMs, zone, type Zone } from "../../bot/domain/calendar.ts";
import { currency, decimalText, money } from "../../bot/domain/money.ts";
import { resolutionCodes, type EscalationMove } from "../../bot/domain/escalations/escalation.ts";
import { startTheRound, supersede, takeOver, withdrawTheQuestion } from "./scenario-checkins.ts";
import { decideOn } from "./scenario-arrangement.ts";
import type { ContactPointId } from "../../bot/domain/ids.ts";
import { bookOf, loansSource } from "./scenario-book.ts";
import { momentIn, msOf } from "./scenario-clock.ts";
import type { Step } from "./scenario-form.ts";
import { runUntil, tellLedger } from "./scenario-time.ts";
import type { World } from "./scenario-world.ts";

type BorrowerStep = Extract<Step, { borrower: unknown }>["borrower"];
const officer = "li.wei";

/** Does one step; returns the line that stands for it in the golden output, where it makes one. */
export async function doStep(world: World, step: Step): Promise<string | undefined> {
  const { clock, channel, desk, queue, scenario } = world;
  if ("at" in step) return void (await runUntil(world, momentIn(step.at, zone(scenario.zone))));
  if ("advance" in step) return void (await runUntil(world, plus(clock.now(), msOf(step.advance))));
  if ("outage" in step) {
    queue.lose();
    clock.set(plus(clock.now(), msOf(step.outage)));
    return `nothing runs for ${step.outage}`;
  }
  if ("borrower" in step) return void (await borrowerSays(world, step.borrower));
  if ("pay" in step) {
    const { loan, amount, on } = step.pay;
    await post(world, loan, amount, on);
    return `paid ${loan} ${amount}`;
  }
  if ("reverse" in step) return reverse(world, step.reverse);
  if ("ledger" in step) {
    await tellLedger(world);
    return "the ledger is told";
  }
  if ("loan" in step) return changeLoan(world, step.loan);
  if ("provider" in step) {
    channel.setMood(step.provider);
    return `the provider is ${step.provider}`;
  }
  if ("receipt" in step) return receipt(world, step.receipt.to, step.receipt.state);
  if ("stop" in step) {
    await pressStop(desk, officer, exact(step.stop));
    return undefined;
  }
  if ("lift_stop" in step) return liftTheStop(world, step.lift_stop);
  if ("arrangement" in step) return decideOn(world, step.arrangement);
  if ("round" in step) return startTheRound(world, step.round);
  if ("supersede" in step) return supersede(world, step.supersede);
  if ("withdraw_question" in step) return withdrawTheQuestion(world, step.withdraw_question);
  if ("take_over" in step) return takeOver(world, step.take_over);
  if ("settle" in step) return settle(world, step.settle, step.outcome);
  if ("lift" in step) return lift(world, step.lift);
  return moveCase(world, step);
}

async function borrowerSays(world: World, { from, says, id, sent, then, link, media }: BorrowerStep): Promise<void> {
  const { clock, receive } = world;
  const texts = [says].flat().map((text) => (typeof text === "string" ? text : text.repeat.repeat(text.times)));
  for (const [i, text] of texts.entries()) {
    if (i > 0) await runUntil(world, plus(clock.now(), secondMs));
    const item: InboundItem = {
      kind: "text",
      providerId: id ?? `in-${from}-${String(clock.now())}`,
      address: addressOf(world, from),
      at: plus(clock.now(), -msOf(sent ?? "0s")),
      text,
      ...(media && { media }),
      ...(link && { contactPointId: await pointOf(world, from) }),
    };
    await receive("sim", [item]);
  }
  await runUntil(world, plus(clock.now(), msOf(then)));
}

async function pointOf(world: World, borrower: string): Promise<ContactPointId> {
  const { id } = await world.database.contactPoint.findFirstOrThrow({ where: { borrower: { externalId: borrower } }, select: { id: true } });
  return id as ContactPointId;
}

const addressOf = ({ scenario }: World, borrower: string): string => scenario.borrowers[borrower]?.address ?? `sim-${borrower}`;

async function post(world: World, loan: string, amount: string, on?: string): Promise<void> {
  const { clock, importing, scenario } = world;
  const paidOn = on ?? dayIn(clock.now(), zone(scenario.zone));
  const report = await postPayments(importing, [{ loanId: loan, paidOn, amount, reference: `PAY-${String(clock.now())}-${amount}` }]);
  if (report.problems.length > 0) throw new Error(`payment refused: ${JSON.stringify(report.problems)}`);
}

async function reverse(world: World, loan: string): Promise<string> {
  const newest = await world.database.payment.findFirstOrThrow({ where: { loanId: (await loanRow(world, loan)).id }, orderBy: { postedAt: "desc" } });
  const { currency: code } = await loanRow(world, loan);
  const amount = decimalText(money(-newest.amountMinor, currency(code)));
  await post(world, loan, amount);
  return `reversed ${loan} ${amount}`;
}

const loanRow = ({ database }: World, externalId: string) => database.loan.findUniqueOrThrow({ where: { externalId }, select: { id: true, currency: true } });

async function changeLoan(world: World, { id, status, first_due: firstDue }: Extract<Step, { loan: unknown }>["loan"]): Promise<string> {
  const { scenario, importing } = world;
  const borrowers = structuredClone(scenario.borrowers);
  const loan = Object.values(borrowers).flatMap(({ loans }) => (loans[id] ? [loans[id]] : []))[0];
  if (!loan) throw new Error(`no loan ${id}`);
  if (firstDue) loan.first_due = firstDue;
  const rows = await rowsOf(bookOf({ borrowers, zone: scenario.zone }).loans);
  const changed = rows.filter((row) => row["loan_id"] === id).map((row) => ({ ...row, ...(status && { status }) }));
  const report = await importBook(importing, { loans: loansSource(changed), dryRun: false, allOrNothing: true });
  if (report.problemCount > 0) throw new Error(`the loan's change was refused: ${JSON.stringify(report.problems)}`);
  return `the lender changes ${id}: ${[status, firstDue].filter(Boolean).join(", ")}`;
}

async function rowsOf(source: ReturnType<typeof loansSource>): Promise<Record<string, string>[]> {
  const lines: (readonly string[])[] = [];
  for await (const chunk of source.records()) lines.push(...chunk.map(({ cells }) => cells));
  const [columns = [], ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""])));
}

async function receipt(world: World, to: string, state: "delivered" | "read" | "failed"): Promise<undefined> {
  const { channel, receive, clock } = world;
  const call = channel.calls.findLast(({ address }) => address === addressOf(world, to));
  if (!call) throw new Error(`nothing was sent to ${to}`);
  await receive("sim", [{ kind: "receipt", providerId: `receipt-${state}-${String(clock.now())}`, at: clock.now(), state, messageId: call.messageId }]);
  return undefined;
}

async function liftTheStop(world: World, { scope, value }: Extract<Step, { lift_stop: unknown }>["lift_stop"]): Promise<undefined> {
  const found = await world.database.stop.findFirstOrThrow({ where: { scope, value: value ?? null, liftedAt: null } });
  must(await liftStop(world.desk, officer, found.id));
  return undefined;
}

async function settle(world: World, borrower: string, outcome: "delivered" | "not_delivered"): Promise<undefined> {
  const id = await borrowerId(world, borrower);
  const found = await world.database.message.findFirstOrThrow({ where: { borrowerId: id, state: "unknown" } });
  must(await settleUnknown(world.desk, officer, found.id, outcome));
  return undefined;
}

async function lift(world: World, name: string): Promise<string | undefined> {
  const [borrower = "", reason = ""] = name.split("/");
  const found = await world.database.hold.findFirstOrThrow({ where: { borrowerId: await borrowerId(world, borrower), reason, liftedAt: null } });
  const outcome = await liftHold(world.desk, officer, found.id);
  return outcome.status === "done" ? undefined : `lifting ${name} is refused`;
}

async function moveCase(world: World, step: Extract<Step, { acknowledge: string } | { wait: string } | { resolve: string }>): Promise<string | undefined> {
  const name = "acknowledge" in step ? step.acknowledge : "wait" in step ? step.wait : step.resolve;
  const [borrower = "", reason = ""] = name.split("/");
  const found = await world.database.escalation.findFirstOrThrow({
    where: { borrowerId: await borrowerId(world, borrower), reason },
    orderBy: { openedAt: "desc" },
  });
  const outcome = await moveEscalation(world.desk, officer, found.id, moveOf(step));
  return outcome.status === "done" ? undefined : `moving ${name} is refused`;
}

function moveOf(step: Parameters<typeof moveCase>[1]): EscalationMove {
  if ("acknowledge" in step) return { type: "acknowledge" };
  if ("wait" in step) return { type: "wait" };
  const code = resolutionCodes.find((one) => one === step.code);
  if (!code) throw new Error(`no resolution code ${step.code}`);
  return { type: "resolve", code };
}

const borrowerId = async ({ database }: World, externalId: string): Promise<string> =>
  (await database.borrower.findUniqueOrThrow({ where: { externalId } })).id;

function must(outcome: { status: string }): void {
  if (outcome.status !== "done") throw new Error(`an officer's act was ${outcome.status}`);
}

const exact = ({ scope, value }: Extract<Step, { stop: unknown }>["stop"]) => ({ scope, ...(value !== undefined && { value }) });

/** The borrower's own zone, else the scenario's. */
export const zoneOf = ({ scenario }: Pick<World, "scenario">, borrower: string): Zone =>
  parseZone(scenario.borrowers[borrower]?.zone ?? "") ?? zone(scenario.zone);
