import { afterAll, beforeAll, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { now, openDesk, type Desk } from "./support.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it("NUL characters and halves of characters are a 400 with the field on the console's routes too, never a fault of ours", async () => {
  const id = await desk.book.escalation(await desk.book.borrower({ externalId: "B-1", name: "王秀英", dueOn: day("2026-11-15") }), "dispute", now);
  const answers = [
    await desk.get("/api/console/borrowers?search=%00"),
    await desk.get("/api/console/borrowers?after=a%00b"),
    await desk.post("/api/console/stops", { scope: "branch", value: "a\0b" }),
    await desk.post("/api/console/stops", { scope: "branch", value: "a\uD800" }),
    await desk.post(`/api/console/escalations/${id}/resolve`, { code: "ledger_corrected", note: "a\0b" }),
    await desk.get(`/api/console/borrowers/%00`),
  ];
  const fields = ["search", "after", "value", "value", "note", "path"];
  for (const [index, answer] of answers.entries()) {
    expect(answer.status).toBe(400);
    expect((await answer.json()).errors).toMatchObject([{ field: fields[index] }]);
  }
});
