import { afterAll, beforeAll, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { emailOf, handles, now, openDesk, signInAs, testPassword, visitor, type Desk } from "./support.ts";

const act = { actor: "test", at: now };
const chosen = "grüne Wolken am Dienstag";
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

async function link(officer: string): Promise<string> {
  const made = await desk.accounts.people.resetPassword(officer, act);
  if (typeof made === "string") throw new Error(made);
  return made.token;
}
const redeem = async (token: string, password: string): Promise<number> =>
  (await visitor(desk.app, "").post("/api/console/password", { token, password })).status;

it("a set-password link ends with the next one, with a password that was set, with a password that was changed, and with its person", async () => {
  await desk.as("officer");
  const { officer: handle } = handles;
  const first = await link(handle);
  const second = await link(handle);
  expect(await redeem(first, chosen)).toBe(409);
  expect(await redeem(second, chosen)).toBe(200);

  const third = await link(handle);
  await desk.accounts.people.setPassword(handle, testPassword, act);
  expect(await redeem(third, chosen)).toBe(409);

  const fourth = await link(handle);
  await desk.accounts.people.disable(handle, act);
  await desk.accounts.people.enable(handle, act);
  expect(await redeem(fourth, chosen)).toBe(409);

  await desk.accounts.people.setPassword(handle, testPassword, act);
  const { cookie } = await signInAs(desk.app, emailOf("officer"), testPassword);
  const { id } = await desk.database.officer.findUniqueOrThrow({ where: { officer: handle } });
  const context = { identifier: "x", value: id, expiresAt: new Date(now + 86_400_000), createdAt: new Date(now), updatedAt: new Date(now) };
  await desk.database.signInVerification.create({ data: { id: crypto.randomUUID(), ...context } });
  expect((await visitor(desk.app, cookie).post("/api/console/account/password", { current: testPassword, next: chosen })).status).toBe(200);
  expect(await desk.database.signInVerification.count({ where: { value: id } })).toBe(0);
});

it("whoever took a session over cannot try passwords in it", async () => {
  const compliance = await desk.as("compliance");
  const tries: (() => Promise<Response>)[] = [
    () => compliance.post("/api/console/account/password", { current: "wrong".repeat(4), next: chosen }),
    () => compliance.post("/api/console/account/second-factor", { password: "wrong".repeat(4) }),
    () => compliance.post("/api/console/account/second-factor/off", { password: "wrong".repeat(4) }),
  ];
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push((await tries[n % tries.length]?.())?.status ?? 0);
  expect(statuses).toEqual([409, 409, 409, 409, 409, 429]);
  // the right one is not heard either before the wait is over, and is not counted once it was given
  expect((await compliance.post("/api/console/account/second-factor", { password: testPassword })).status).toBe(429);
  await desk.database.signInFailure.deleteMany();
  for (let n = 0; n < 7; n++) expect((await compliance.post("/api/console/account/second-factor", { password: testPassword })).status).toBe(200);
});

it.each(["key:erp", "KEY:erp", "user:1", "officer:li.wei", "li.\u202ewei", "li.wei\u200b", "li\nwei", "li\u00adwei"])(
  "nobody gets a handle that the log would take for another: %j",
  async (officer) => {
    const admin = await desk.as("admin");
    const added = await admin.post("/api/console/people", { officer, name: "x", role: "officer", branch: null, email: null });
    expect(added.status).toBe(400);
    expect(await desk.database.officer.count({ where: { officer } })).toBe(0);
  },
);

it("nor does a key get such a name", async () => {
  const admin = await desk.as("admin");
  expect((await admin.post("/api/console/keys", { name: "erp\u200b", scopes: ["ledger:read"], days: 1 })).status).toBe(400);
});

it("exports whose readers do not read cannot take all of the database's connections", async () => {
  const owner = await desk.book.borrower({ externalId: "B-9", name: "王秀英", dueOn: day("2026-11-15") });
  await desk.book.sent(owner, "…", now, { stage: 1 });
  const compliance = await desk.as("compliance");
  const held: Response[] = [];
  for (let n = 0; n < 5; n++) held.push(await compliance.get("/api/console/message-log/export"));
  expect(held.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  for (const each of held) await each.text();
  const again = await compliance.get("/api/console/message-log/export");
  expect([again.status, (await again.text()).includes("#end")]).toEqual([200, true]);
});

it("a borrower who never stops writing makes no page of a case that never ends", async () => {
  const owner = await desk.book.borrower({ externalId: "B-10", name: "王秀英", dueOn: day("2026-11-15") });
  const escalation = await desk.book.escalation(owner, "distress", now);
  const evidence = Array.from({ length: 300 }, (_, n) => ({ id: crypto.randomUUID(), escalationId: escalation, at: new Date(now + n), kind: "touch" }));
  await desk.database.escalationEvidence.createMany({ data: evidence });
  const supervisor = await desk.as("supervisor");
  const page: { evidence: { id: string }[] } = await (await supervisor.get(`/api/console/escalations/${escalation}`)).json();
  expect(page.evidence.map(({ id }) => id)).toEqual(
    evidence
      .slice(-50)
      .reverse()
      .map(({ id }) => id),
  );
  const { key } = await desk.accounts.keys
    .add({ name: "erp", scopes: ["cases:read"], days: 1 }, act)
    .then((made) => (made.status === "added" ? made : expect.unreachable(made.status)));
  const told: { evidence: unknown[] } = await (
    await desk.app.request(`/api/v1/escalations/${escalation}`, { headers: { authorization: `Bearer ${key}` } })
  ).json();
  expect(told.evidence).toHaveLength(200);
});
