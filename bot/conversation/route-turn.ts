import type { BotkitMessage, BotWorker } from "botkit";
import { TurnContext } from "botbuilder";
import type { Logger, RouteTurn } from "../app/ports.ts";
import type { Reply, ReplyContext } from "../domain/replies/reply.ts";
import { advance, begin, type Hear } from "../domain/turns/course.ts";
import { ears } from "../domain/turns/ears.ts";
import { turnPlan, type HeardStep } from "../domain/turns/turn-plan.ts";
import { understoodIn } from "../domain/turns/understood-in.ts";
import { GuardedController } from "./guarded-controller.ts";
import { activityOf, TurnAdapter } from "./turn-adapter.ts";
import { memoryOf, remember, type TurnMemory } from "./turn-memory.ts";
import { turnStorage } from "./turn-storage.ts";

export interface TurnRouterDeps {
  readonly understand: (text: string, context: ReplyContext) => Reply;
  readonly log?: Pick<Logger, "debug">;
}

export interface TurnRouter {
  /** Decides a turn; pure but for the log. Rejects with whatever a handler threw. One router serves many turns at once. */
  readonly routeTurn: RouteTurn;
}

export function createTurnRouter(deps: TurnRouterDeps): TurnRouter {
  const adapter = new TurnAdapter();
  const controller = new GuardedController(adapter, turnStorage);

  controller.middleware.receive.use(async (_bot: BotWorker, message: BotkitMessage) => {
    const memory = memoryIn(message);
    memory.heard = understoodIn(memory.course, memory.text, deps.understand);
  });
  for (const hear of ears.interrupting) controller.interrupts(taking(hear), "message", speak);
  for (const hear of ears.hearing) controller.hears(taking(hear), "message", speak);
  controller.on("message", async (bot, message) => {
    await taking(ears.otherwise)(message);
    await speak(bot, message);
  });

  return {
    async routeTurn(state, texts) {
      const steps: HeardStep[] = [];
      let course = begin(state);
      // one after the other: what was asked and answered decides what the next text means
      for (const text of texts) {
        const memory: TurnMemory = { course, text, said: [] };
        const context = adapter.contextOf(course.state, text);
        remember(context, memory);
        await controller.handleTurn(context);
        const done = finished(memory);
        steps.push(done);
        course = advance(course, done.step);
      }
      const plan = turnPlan(state, steps);
      deps.log?.debug({ borrower: state.borrower.id, texts: texts.length, events: plan.events.map(({ event }) => event.type) }, "turn routed");
      return plan;
    },
  };
}

/** Botkit's pattern: does this ear take the text? Its answer waits for the handler. */
const taking =
  (hear: Hear) =>
  async (message: BotkitMessage): Promise<boolean> => {
    const memory = memoryIn(message);
    if (!memory.heard) throw new Error("a text reached the router before it was understood");
    const step = hear(memory.course, memory.heard);
    if (!step) return false;
    memory.step = step;
    return true;
  };

async function speak(bot: BotWorker, message: BotkitMessage): Promise<void> {
  for (const say of memoryIn(message).step?.says ?? []) await bot.say(activityOf(say));
}

/** What goes into the plan is what went through Botkit, not what a decider wished to say. */
function finished({ heard, step, said }: TurnMemory): HeardStep {
  if (!heard || !step) throw new Error("no handler took the text");
  return { heard, step: { ...step, says: said } };
}

function memoryIn(message: BotkitMessage): TurnMemory {
  const context: unknown = message["context"];
  if (!(context instanceof TurnContext)) throw new Error("a message without its turn");
  return memoryOf(context);
}
