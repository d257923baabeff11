/** What lets other systems and people in, after a restore. */
import { expect, it, onTestFinished } from "vitest";
import { createAccounts } from "../../../bot/store/people/accounts.ts";
import { plus, systemNow } from "../../../bot/domain/calendar.ts";
import { connectDatabase, type Database } from "../../../bot/store/database.ts";
import { openInstallation } from "../../support/big-book.ts";
import { backUp, emptyTarget, restoreInto } from "./support.ts";

it("no key and no session of a backup lets anybody in before a person says so; who can sign in is named", { timeout: 120_000 }, async () => {
  const book = await openInstallation({ hours: { from: "09:00", to: "10:00" }, connections: 4 });
  onTestFinished(() => book.close());
  const { vault, newId } = book.core;
  const act = { actor: "test", at: systemNow() };
  const on = (database: Database) =>
    createAccounts({
      database,
      vault,
      newId,
      publicUrl: "http://localhost",
      lender: "示例小贷",
      secondFactor: "optional",
      oidc: undefined,
      clock: { now: () => plus(systemNow(), 0), speed: 1 },
    });
  const before = on(book.core.database);
  const added = async (name: string) => {
    const made = await before.keys.add({ name, scopes: ["ledger:read"], days: null }, act);
    if (made.status !== "added") throw new Error(made.status);
    return made;
  };
  const [used, since, old] = [await added("core"), await added("reports"), await added("trial")];
  await before.keys.revoke(old.id, act);
  await before.people.add({ officer: "li.wei", name: "李伟", branch: null, role: "officer", email: "li.wei@lender.example", alert: null }, act);
  await before.people.setPassword("li.wei", "a long enough password for tests", act);
  const entered = await before.signIns.signIn({
    email: "li.wei@lender.example",
    password: "a long enough password for tests",
    address: "x",
    headers: new Headers(),
  });
  const cookie = entered.setCookies.map((each) => each.split(";")[0] ?? "").join("; ");
  const calls = { session: new Headers({ cookie }), key: (key: string) => new Headers({ authorization: `Bearer ${key}` }) };
  const letIn = async ({ access }: typeof before, headers: Headers) => (await access.callerOf(headers)).status;
  expect(await letIn(before, calls.session)).toBe("known");
  expect(await letIn(before, calls.key(since.key))).toBe("known");

  const backup = await backUp(book.core.databaseUrl);
  await before.keys.revoke(since.id, act);

  const url = await emptyTarget();
  const restored = await restoreInto(url, backup);
  expect(restored.keysDisabled.map(({ name }) => name)).toEqual(["core", "reports"]);
  expect(restored.mayEnter).toEqual(["li.wei"]);
  const database = connectDatabase(url, 4);
  onTestFinished(() => database.$disconnect());
  const after = on(database);
  expect(await letIn(after, calls.session)).toBe("nobody");
  for (const { key } of [used, since, old]) expect(await letIn(after, calls.key(key))).toBe("nobody");
  expect(await database.logEntry.count({ where: { kind: "key.disabled" } })).toBe(2);

  expect(await after.keys.enable(used.id, act)).toBe("enabled");
  expect(await after.keys.enable(used.id, act)).toBe("not_disabled");
  expect(await after.keys.enable(old.id, act)).toBe("not_disabled");
  expect(await after.keys.revoke(since.id, act)).toBe("revoked");
  expect(await after.keys.enable(since.id, act)).toBe("not_disabled");
  expect(await letIn(after, calls.key(used.key))).toBe("known");
  expect(await letIn(after, calls.key(since.key))).toBe("nobody");
});
