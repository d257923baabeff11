/** From what a borrower writes to what the lender's systems and people are told. */
import { createHmac } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { sendAlert } from "../../../bot/app/alerts/send-alert.ts";
import { alertDue } from "../../../bot/app/escalations/alert.ts";
import { deliverDue } from "../../../bot/app/outward/deliver-due.ts";
import { addWebhook } from "../../../bot/app/outward/manage.ts";
import { openAccounts } from "../../../bot/assembly/accounts.ts";
import { manageWebhooks, openOutward } from "../../../bot/assembly/outward.ts";
import { day, instant, minuteMs } from "../../../bot/domain/calendar.ts";
import type { EscalationId } from "../../../bot/domain/ids.ts";
import { createAlertStore } from "../../../bot/store/escalations/alert-store.ts";
import { dueOutward } from "../../../bot/store/outward/due-outward.ts";
import { bigBook, openInstallation, secretAddress, secretName, verifyAll } from "../../support/big-book.ts";
import { mailServer, textOf } from "../../support/mail-server.ts";
import { startReceiver, type Received } from "../../support/receiver.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { testClock } from "../../support/test-clock.ts";
import { openLoop } from "../invariants/loop.ts";

const told = z.object({ id: z.uuid(), type: z.string(), data: z.record(z.string(), z.unknown()) });
const promise = "下个月十五号还五千";
const dispute = "金额不对，我没欠这么多";

it(
  "a borrower's promise and dispute reach the lender by signed webhook, and the officer by a mail, with nothing that tells who it is",
  { timeout: 120_000 },
  async () => {
    const clock = testClock(instant("2026-11-25T12:00:00Z"));
    const [smtp, receiver] = [await mailServer(), await startReceiver()];
    const env = { SMTP_URL: smtp.url, SMTP_FROM: "huifang@lender.example", EGRESS_ALLOW: "127.0.0.1", PUBLIC_URL: "https://desk.lender.example" };
    const book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, connections: 6, env });
    const { core } = book;
    const outward = openOutward(core);
    onTestFinished(async () => {
      await outward.close();
      await book.close();
      await receiver.close();
      await smtp.close();
    });
    await book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn: day("2026-11-25") }, { officer: "li.wei", branch: "hangzhou" }) });
    await verifyAll(core);
    const act = { actor: "test", at: clock.now() };
    const alert = { channel: "email", address: "li.wei@lender.example" };
    await openAccounts(core).people.add({ officer: "li.wei", name: "李伟", branch: "hangzhou", role: "officer", email: null, alert }, act);
    const hook = await addWebhook(manageWebhooks(core), "admin", { url: receiver.url, events: ["status_update", "escalation"] });
    if (hook.status === "refused") throw new Error(hook.why);

    const loop = openLoop(book, clock, recordingChannel());
    for (const [n, text] of [promise, "对", dispute].entries()) {
      clock.advance(minuteMs);
      await loop.receive("sim", [{ kind: "text", providerId: `t${String(n)}`, address: secretAddress(1), at: clock.now(), text }]);
      await loop.turnAll();
      await loop.dispatchAll();
    }
    const cases = await core.database.escalation.findMany({ select: { id: true, reason: true } });
    expect(cases.map(({ reason }) => reason)).toContain("dispute");
    const alerting = { ...core, clock, store: createAlertStore(core.database, core.vault, core.newId), wake: async () => undefined };
    for (const { id } of cases) await alertDue(alerting, id as EscalationId);
    // What a worker does for each row that is due.
    for (const { of, id } of await dueOutward(core.database, clock.now(), clock.now(), 100))
      await (of === "alert" ? sendAlert(outward.alerts, id) : deliverDue(outward.webhooks, id));

    const heard = receiver.got.map(({ body }) => told.parse(JSON.parse(body)));
    const types = heard.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["status_update.promise_made", "status_update.dispute", "escalation.opened"]));
    expect(types.filter((type) => type === "escalation.opened")).toHaveLength(cases.length);
    expect(heard.find(({ type }) => type === "status_update.promise_made")?.data).toMatchObject({
      borrower: "B00001",
      loan: "L00001",
      amount: "5000.00",
      currency: "CNY",
      on: "2026-12-15",
    });
    for (const received of receiver.got) expect(isSigned(received, hook.secret)).toBe(true);
    const forged = receiver.got.map((received) => ({ ...received, body: received.body.replace("B00001", "B00002") }));
    for (const received of forged) expect(isSigned(received, hook.secret)).toBe(false);

    expect(smtp.mails).toHaveLength(cases.length);
    const read = smtp.mails.map(textOf).join("\n");
    for (const { id } of cases) expect(read).toContain(`https://desk.lender.example/escalations/${id}`);
    for (const mail of smtp.mails) expect(mail).toMatch(/^To: .*li\.wei@lender\.example/im);
    const mails = smtp.mails.join("\n") + read;
    for (const secret of [secretName(1), secretAddress(1), "8,033", "803300", promise, dispute]) {
      expect(mails).not.toContain(secret);
      expect(receiver.got.map(({ body }) => body).join("\n")).not.toContain(secret);
    }
    for (const secret of ["B00001", "L00001", "dispute"]) expect(mails).not.toContain(secret);
  },
);

/** As docs/integrators.md tells a receiver to. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const said = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const expected = createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
    .update(said)
    .digest("base64");
  return String(headers["webhook-signature"]).split(" ").includes(`v1,${expected}`);
}
