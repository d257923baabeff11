import { describe, expect, it } from "vitest";
import { instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import type { ContactPointId } from "../../../bot/domain/ids.ts";
import { secretAddress } from "../../support/big-book.ts";
import { answered, reminded } from "./world.ts";

describe("a text from outside", () => {
  it.each(["2099-01-01T00:00:00Z", "+275760-09-12T00:00:00Z", "-271821-04-20T00:00:00Z", "1970-01-01T00:00:00Z"])(
    "that claims to come from %s holds up neither itself nor the next one",
    async (claimed) => {
      const world = await reminded();
      const { core } = world.book;
      await world.loop.receive("sim", [{ kind: "text", providerId: "odd", address: secretAddress(1), at: instant(claimed), text: "人工" }]);
      await answered(world);
      world.clock.advance(minuteMs);
      await world.loop.receive("sim", [{ kind: "text", providerId: "next", address: secretAddress(1), at: world.clock.now(), text: "别再发了" }]);
      await answered(world);
      expect(await core.database.inboundEvent.count({ where: { kind: "text", state: "done" } })).toBe(2);
      expect(await core.database.inboundEvent.count({ where: { providerAt: { gt: new Date(plus(world.clock.now(), minuteMs)) } } })).toBe(0);
      expect(await core.database.hold.count({ where: { reason: "opt_out" } })).toBe(1);
      await world.book.close();
    },
  );

  it("that came through one person's own link is never filed under whoever shares the address", async () => {
    const world = await reminded();
    const { database } = world.book.core;
    const [first, second] = await database.contactPoint.findMany({ orderBy: { id: "asc" }, take: 2 });
    if (!first || !second) throw new Error("the book has two borrowers");
    await database.contactPoint.update({ where: { id: second.id }, data: { addressIndex: first.addressIndex } });
    const through = async (id: string, providerId: string): Promise<string | null | undefined> => {
      await world.loop.receive("sim", [
        { kind: "text", providerId, address: "shared", contactPointId: id as ContactPointId, at: world.clock.now(), text: "STOP" },
      ]);
      return (await database.inboundEvent.findFirst({ where: { providerId } }))?.borrowerId;
    };
    expect(await through(second.id, "a")).toBe(second.borrowerId);
    expect(await through(first.id, "b")).toBe(first.borrowerId);
    await world.book.close();
  });
});
