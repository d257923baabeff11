import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTurnRouter } from "../../../bot/conversation/route-turn.ts";
import { turnCases } from "../../domain/turns/turn-cases.ts";
import { hearTurn, known, replyOf, stranger, textOf } from "../../domain/turns/turn-fixture.ts";

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeAll(() => process.on("unhandledRejection", note));
afterAll(() => process.off("unhandledRejection", note));

describe("Botkit as the turn router", () => {
  it.each(turnCases.map((each) => [each.name, each] as const))("routes as the ears decide: %s", async (_, { state, texts }) => {
    const replies = new Map(texts.map((each) => [each.text, replyOf(each)]));
    const understand = (text: string) => replies.get(text) ?? replyOf({ is: ["unclear"] });
    const inbound = texts.map(({ text, late }, i) => textOf(i, text, late));
    expect(await createTurnRouter({ understand }).routeTurn(state, inbound)).toEqual(hearTurn(state, inbound, understand));
  });

  it("a turn without texts changes nothing", async () => {
    const { routeTurn } = createTurnRouter({ understand: () => replyOf({ is: ["paid"] }) });
    expect(await routeTurn(stranger(), [])).toMatchObject({ events: [], says: [], asked: { kind: "confirm_person" } });
  });

  it("a handler that throws rejects the turn with its own error, and the router goes on", async () => {
    const broken = new Error("no model");
    const { routeTurn } = createTurnRouter({
      understand: (text) => {
        if (text === "boom") throw broken;
        return replyOf({ is: ["paid"] });
      },
    });
    await expect(routeTurn(known(), [textOf(0, "已还"), textOf(1, "boom")])).rejects.toBe(broken);
    expect((await routeTurn(known(), [textOf(0, "已还")])).says).toHaveLength(1);
  });

  it("turns that run at the same time do not mix", async () => {
    const { routeTurn } = createTurnRouter({ understand: (text) => replyOf({ is: text.startsWith("stop") ? ["opt_out"] : ["paid"] }) });
    const turns = Array.from({ length: 200 }, (_, i) => {
      const texts = [textOf(i * 2, `paid ${i}`), ...(i % 3 === 0 ? [textOf(i * 2 + 1, `stop ${i}`)] : [])];
      return { texts, state: i % 2 === 0 ? known() : stranger() };
    });
    const plans = await Promise.all(turns.map(({ state, texts }) => routeTurn(state, texts)));
    turns.forEach(({ state, texts }, i) => {
      const plan = plans[i];
      expect(plan?.understood.map(({ id }) => id)).toEqual(texts.map(({ id }) => id));
      expect(plan?.says.map(({ template }) => template)).toEqual([
        texts.length === 2 ? "opt-out-done" : state.contact.verified ? "claims-paid-noted" : "confirm-person",
      ]);
    });
  });

  it("logs ids and kinds only", async () => {
    const lines: string[] = [];
    const log = { debug: (fields: object, message: string) => void lines.push(JSON.stringify([fields, message])) };
    await createTurnRouter({ understand: () => replyOf({ is: ["paid"] }), log }).routeTurn(known(), [textOf(0, "王小明已经还了")]);
    expect(lines).toEqual(['[{"borrower":"borrower-1","texts":1,"events":["claims_paid"]},"turn routed"]']);
  });
});

it("no turn left a rejection unhandled", async () => {
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});
