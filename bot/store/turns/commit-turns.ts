import type { PendingTurn } from "../../app/turns/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { EscalationId, InboundId, LogEntryId, MessageId } from "../../domain/ids.ts";
import type { TurnPlan } from "../../domain/turns/turn.ts";
import type { LogDraft } from "../../app/ports.ts";
import type { RunMoved } from "../checkins/run-moved.ts";
import { keepRuns, runEntries } from "../checkins/write-runs.ts";
import { sealConversation } from "../conversation-state.ts";
import { sql } from "../database.ts";
import { raiseEscalations, type EscalationDraft } from "../escalations/raise-escalation.ts";
import { emitCases } from "../outward/emit.ts";
import { seal } from "../seal.ts";
import { applyEvent } from "./apply-event.ts";
import { spreadToSharers } from "./spread-to-sharers.ts";
import type { Turning, TurnCommitting } from "./turn-committing.ts";

/** Writes what each turn decided: state, log entries and outbox rows, all in the caller's transaction; the cases raised, in the order of the turns. */
export async function commitTurns(deps: Turning, turns: readonly TurnCommitting[]): Promise<readonly (readonly EscalationId[])[]> {
  await rememberUnderstood(deps, turns);
  const cases: { of: TurnCommitting; draft: EscalationDraft & { now: Instant } }[] = [];
  const spread = new Map<TurnCommitting, readonly EscalationId[]>();
  for (const of of turns) {
    for (const { event, because } of of.plan.events) {
      const draft = await applyEvent(of, event, because);
      if (draft) cases.push({ of, draft });
    }
    spread.set(of, await spreadToSharers(of));
  }
  const ids = await raiseEscalations(
    deps,
    cases.map(({ draft }) => draft),
  );
  const runs = turns.flatMap(checkinOf);
  const found = await keepRuns(deps, runs);
  for (const entry of [...runEntries(deps, runs), ...found]) deps.rows.log(entry);
  await queueSays(deps, turns);
  await updateBorrowers(deps, turns);
  await endWaits(deps, turns);
  await deps.rows.flush();
  return turns.map((of) => [...ids.filter((_, at) => cases[at]?.of === of), ...(spread.get(of) ?? [])]);
}

function log({ newId, rows }: Turning, turns: readonly TurnCommitting[], entriesOf: (of: TurnCommitting) => readonly Pick<LogDraft, "kind" | "body">[]): void {
  for (const of of turns)
    for (const entry of entriesOf(of)) rows.log({ ...entry, id: newId<LogEntryId>(), at: of.now, borrowerId: of.borrower.id, actor: "bot" });
}

async function rememberUnderstood(deps: Turning, turns: readonly TurnCommitting[]): Promise<void> {
  const understood = turns.flatMap(({ borrower, plan }) =>
    plan.understood.map((one) => ({ id: one.id, sealed: seal(borrower.key, `message.understood/${one.id}`, JSON.stringify(plainReply(one))) })),
  );
  if (understood.length === 0) return;
  await deps.tx.$executeRaw(sql`
    UPDATE message m SET understood_sealed = u.sealed
    FROM unnest(${understood.map(({ id }) => id)}::uuid[], ${understood.map(({ sealed }) => sealed)}::bytea[]) AS u(id, sealed) WHERE m.id = u.id`);
  log(deps, turns, ({ plan }) => plan.understood.map((one) => ({ kind: "message.understood", body: { message: one.id, ...plainReply(one) } })));
}

/** As plain JSON: what an officer sees as "understood", and the log proves. */
function plainReply({ reply, asked }: TurnPlan["understood"][number]): Record<string, unknown> {
  return {
    act: reply.act,
    ...(asked && { asked }),
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

async function queueSays(deps: Turning, turns: readonly TurnCommitting[]): Promise<void> {
  const says = new Map(
    turns.map((of) => [of, of.plan.says.map((say, position) => ({ ...say, position, id: deps.newId<MessageId>(), turnId: lastText(of.turn), of }))]),
  );
  const rows = [...says.values()].flat();
  if (rows.length === 0) return;
  const contacts = rows.map(({ of }) => of.turn.state.contact);
  await deps.tx.$executeRaw(sql`
    INSERT INTO message (id, borrower_id, contact_point_id, channel, direction, text_class, template, params_sealed, choices_sealed, state, turn_id, position, due_at, created_at)
    SELECT id, borrower_id, contact_point_id, channel, 'out', text_class, template, params_sealed, choices_sealed, 'queued', turn_id, position, at, at
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ of }) => of.borrower.id)}::uuid[], ${contacts.map(({ id }) => id)}::uuid[],
      ${contacts.map(({ channel }) => channel)}::text[], ${rows.map(({ textClass }) => textClass)}::text[], ${rows.map(({ template }) => template)}::text[],
      ${rows.map(({ id, params, of }) => seal(of.borrower.key, `message.params/${id}`, JSON.stringify(params)))}::bytea[],
      ${rows.map(({ id, choices, of }) => (choices ? seal(of.borrower.key, `message.choices/${id}`, JSON.stringify(choices)) : null))}::bytea[],
      ${rows.map(({ turnId }) => turnId)}::uuid[], ${rows.map(({ position }) => position)}::int[], ${rows.map(({ of }) => toDate(of.now))}::timestamptz[])
      AS s(id, borrower_id, contact_point_id, channel, text_class, template, params_sealed, choices_sealed, turn_id, position, at)`);
  log(deps, turns, (of) =>
    (says.get(of) ?? []).map(({ id, template, textClass, turnId }) => ({
      kind: "message.queued",
      body: { message: id, template, class: textClass, turn: turnId },
    })),
  );
}

/** Where the turn left the check-in, with all that happened on the way. */
function checkinOf({ turn, plan, borrower, now }: TurnCommitting): RunMoved[] {
  const open = turn.state.checkin;
  if (!open || !plan.checkin) return [];
  const events = plan.events.flatMap(({ event, because }) => (event.type === "checkin" ? [{ event: event.event, because }] : []));
  return [{ runId: open.runId, borrowerId: borrower.id, key: borrower.key, run: plan.checkin.run, world: open.world, events, now }];
}

async function updateBorrowers({ tx }: Turning, turns: readonly TurnCommitting[]): Promise<void> {
  const texts = turns.flatMap(({ turn }) => turn.texts);
  // A stale button was pressed now and is late all the same: it answers nothing, so that the newest one still may.
  const heard = texts.filter(({ late }) => !late).map(({ id }) => id);
  const states = turns.map(({ borrower: { id, key }, plan: { asked, unclearInRow } }) => ({ id, sealed: sealConversation(key, id, { asked, unclearInRow }) }));
  await tx.$executeRaw(sql`
    UPDATE borrower b SET version = b.version + 1, conversation_sealed = s.sealed, unanswered_check_at = NULL,
      last_inbound_at = greatest(b.last_inbound_at, e.received_at), answered_through = greatest(b.answered_through, e.heard_at)
    FROM unnest(${states.map(({ id }) => id)}::uuid[], ${states.map(({ sealed }) => sealed)}::bytea[]) AS s(id, sealed)
    JOIN (SELECT borrower_id, max(received_at) AS received_at, max(provider_at) FILTER (WHERE id = ANY(${heard}::uuid[])) AS heard_at
          FROM inbound_event WHERE id = ANY(${texts.map(({ id }) => id)}::uuid[]) GROUP BY borrower_id) AS e ON e.borrower_id = s.id
    WHERE b.id = s.id`);
}

/** The borrower has answered: the clock of a case that waited for them runs again. */
async function endWaits({ tx }: Turning, turns: readonly TurnCommitting[]): Promise<void> {
  const ended = await tx.$queryRaw<{ id: string; borrower_id: string }[]>(sql`
    UPDATE escalation SET state = 'acknowledged'
    WHERE borrower_id = ANY(${turns.map(({ borrower }) => borrower.id)}::uuid[]) AND state = 'waiting_on_borrower' RETURNING id::text, borrower_id::text`);
  await emitCases(
    tx,
    ended.flatMap(({ id, borrower_id: of }) => {
      const turn = turns.find(({ borrower }) => borrower.id === of);
      return turn ? [{ escalation: id, type: "escalation.borrower_answered" as const, at: turn.now }] : [];
    }),
  );
}

function lastText(turn: PendingTurn): InboundId {
  const last = turn.texts.at(-1);
  if (!last) throw new Error("a turn without a text");
  return last.id;
}
