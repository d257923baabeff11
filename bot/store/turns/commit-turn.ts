import type { PendingTurn } from "../../app/turns/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { EscalationId, InboundId, LogEntryId, MessageId } from "../../domain/ids.ts";
import type { Reply } from "../../domain/replies/reply.ts";
import { sealConversation } from "../conversation-state.ts";
import { appendLog } from "../log-entries.ts";
import { emitCase } from "../outward/emit.ts";
import { seal } from "../seal.ts";
import { applyEvent } from "./apply-event.ts";
import type { TurnCommitting } from "./turn-committing.ts";

/** Writes what a turn decided: state, log entries and outbox rows, all in the caller's transaction. */
export async function commitTurn(of: TurnCommitting): Promise<EscalationId[]> {
  await rememberUnderstood(of);
  const escalations: EscalationId[] = [];
  for (const { event, because } of of.plan.events) {
    const raised = await applyEvent(of, event, because);
    if (raised) escalations.push(raised);
  }
  await queueSays(of);
  await updateBorrower(of);
  return escalations;
}

async function rememberUnderstood({ tx, vault, newId, borrower, plan, now }: TurnCommitting): Promise<void> {
  for (const { id, reply } of plan.understood) {
    const json = JSON.stringify(plainReply(reply));
    await tx.message.update({ where: { id }, data: { understoodSealed: seal(borrower.key, `message.understood/${id}`, json) } });
  }
  const entries = plan.understood.map(({ id, reply }) => ({
    id: newId<LogEntryId>(),
    at: now,
    kind: "message.understood",
    borrowerId: borrower.id,
    actor: "bot",
    body: { message: id, ...plainReply(reply) },
  }));
  await appendLog(tx, vault, entries, new Map([[borrower.id, borrower.key]]));
}

/** As plain JSON: what an officer sees as "understood", and the log proves. */
function plainReply(reply: Reply): Record<string, unknown> {
  return {
    act: reply.act,
    ...(reply.yes !== undefined && { yes: reply.yes }),
    ...(reply.yesBy !== undefined && { yesBy: reply.yesBy }),
    intents: reply.intents.map(({ name, confidence }) => ({ name, confidence })),
    parts: reply.parts.map(({ amount, date }) => ({
      ...(amount && { amount: { minor: amount.minor.toString(), currency: amount.currency, kind: amount.kind } }),
      ...(date && { date: { on: date.on, bound: date.bound, fuzzy: date.fuzzy } }),
    })),
    why: [...reply.why],
  };
}

async function queueSays({ tx, vault, newId, borrower, turn, plan, now }: TurnCommitting): Promise<void> {
  const turnId = lastText(turn);
  for (const [position, say] of plan.says.entries()) {
    const id = newId<MessageId>();
    await tx.message.create({
      data: {
        id,
        borrowerId: borrower.id,
        contactPointId: turn.state.contact.id,
        channel: turn.state.contact.channel,
        direction: "out",
        textClass: say.textClass,
        template: say.template,
        paramsSealed: seal(borrower.key, `message.params/${id}`, JSON.stringify(say.params)),
        state: "queued",
        turnId,
        position,
        dueAt: toDate(now),
        createdAt: toDate(now),
      },
    });
    const body = { message: id, template: say.template, class: say.textClass, turn: turnId };
    await appendLog(
      tx,
      vault,
      [{ id: newId<LogEntryId>(), at: now, kind: "message.queued", borrowerId: borrower.id, actor: "bot", body }],
      new Map([[borrower.id, borrower.key]]),
    );
  }
}

async function updateBorrower({ tx, borrower, turn, plan, now }: TurnCommitting): Promise<void> {
  const texts = await tx.inboundEvent.aggregate({ where: { id: { in: turn.texts.map((text) => text.id) } }, _max: { receivedAt: true } });
  // A stale button was pressed now and is late all the same: it answers nothing, so that the newest one still may.
  const heard = turn.texts.filter(({ late }) => !late).map(({ id }) => id);
  const newest = await tx.inboundEvent.aggregate({ where: { id: { in: heard } }, _max: { providerAt: true } });
  const answered = later(borrower.answeredThrough, newest._max.providerAt);
  await tx.borrower.update({
    where: { id: borrower.id },
    data: {
      version: { increment: 1 },
      conversationSealed: sealConversation(borrower.key, borrower.id, { asked: plan.asked, unclearInRow: plan.unclearInRow }),
      lastInboundAt: later(borrower.lastInboundAt, texts._max.receivedAt) ?? toDate(now),
      ...(answered && { answeredThrough: answered }),
      unansweredCheckAt: null,
    },
  });
  // The borrower has answered: the clock of a case that waited for them runs again.
  const waited = await tx.escalation.findMany({ where: { borrowerId: borrower.id, state: "waiting_on_borrower" }, select: { id: true } });
  for (const { id } of waited) {
    const { count } = await tx.escalation.updateMany({ where: { id, state: "waiting_on_borrower" }, data: { state: "acknowledged" } });
    if (count > 0) await emitCase(tx, id, "escalation.borrower_answered", now);
  }
}

const later = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));

function lastText(turn: PendingTurn): InboundId {
  const last = turn.texts.at(-1);
  if (!last) throw new Error("a turn without a text");
  return last.id;
}
