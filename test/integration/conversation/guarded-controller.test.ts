import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GuardedController } from "../../../bot/conversation/guarded-controller.ts";
import { activityOf, TurnAdapter } from "../../../bot/conversation/turn-adapter.ts";
import { remember, type TurnMemory } from "../../../bot/conversation/turn-memory.ts";
import { turnStorage } from "../../../bot/conversation/turn-storage.ts";
import { begin } from "../../../bot/domain/turns/course.ts";
import { say } from "../../../bot/domain/turns/says.ts";
import { known, textOf } from "../../domain/turns/turn-fixture.ts";

const unhandled: unknown[] = [];
const printed: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
const print = console.error;
beforeAll(() => {
  process.on("unhandledRejection", note);
  console.error = (...args) => void printed.push(args);
});
afterAll(() => {
  process.off("unhandledRejection", note);
  console.error = print;
});

const fault = new Error("王小明 wrote this");
const fail = async (): Promise<never> => {
  throw fault;
};
type Next = (error?: unknown) => void;

/** Everywhere that a handler or a middleware can fail; plain Botkit ends the process or hangs in most of them. */
const places: Record<string, (controller: GuardedController) => void> = {
  hears: (c) => c.hears(async () => true, "message", fail),
  "a hears pattern": (c) => c.hears(fail, "message", async () => {}),
  on: (c) => c.on("message", fail),
  interrupts: (c) => c.interrupts(async () => true, "message", fail),
  "an interrupts pattern": (c) => c.interrupts(fail, "message", async () => {}),
  ingest: (c) => void c.middleware.ingest.use(fail),
  receive: (c) => void c.middleware.receive.use(fail),
  interpret: (c) => void c.middleware.interpret.use(fail),
  spawn: (c) => void c.middleware.spawn.use(fail),
  "receive that throws at once": (c) =>
    void c.middleware.receive.use(() => {
      throw fault;
    }),
  "receive that gives the error to next": (c) => void c.middleware.receive.use((_bot: never, _message: never, next: Next) => next(fault)),
  "an async receive with next": (c) => void c.middleware.receive.use(async (_bot: never, _message: never, _next: Next) => fail()),
  "an async spawn with next": (c) => void c.middleware.spawn.use(async (_bot: never, _next: Next) => fail()),
  send: (c) => {
    c.middleware.send.use(fail);
    c.on("message", async (bot) => void (await bot.say(activityOf(say("rephrase", {})))));
  },
};

describe("the guarded controller", () => {
  it.each(Object.entries(places))("a failure in %s rejects the turn, unchanged", async (_, install) => {
    const { controller, context } = turn();
    install(controller);
    await expect(controller.handleTurn(context)).rejects.toBe(fault);
  });

  it("only templates can be said: free text is refused", async () => {
    const { controller, context } = turn();
    controller.on("message", async (bot) => void (await bot.say("hello")));
    await expect(controller.handleTurn(context)).rejects.toThrow("only templates");
  });

  it("what is said stays with its turn", async () => {
    const { controller, context, memory } = turn();
    controller.on("message", async (bot) => void (await bot.say(activityOf(say("rephrase", {})))));
    await controller.handleTurn(context);
    expect(memory.said).toEqual([say("rephrase", {})]);
  });

  it("prints nothing and leaves no rejection unhandled", async () => {
    await new Promise((resolve) => setImmediate(resolve));
    expect({ printed, unhandled }).toEqual({ printed: [], unhandled: [] });
  });
});

function turn() {
  const adapter = new TurnAdapter();
  const controller = new GuardedController(adapter, turnStorage);
  const text = textOf(0, "你好");
  const memory: TurnMemory = { course: begin(known()), text, said: [] };
  const context = adapter.contextOf(known(), text);
  remember(context, memory);
  return { controller, context, memory };
}
