/** `users …` and `keys …` as an operator types them. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerKeys } from "../../../bot/cli/keys.ts";
import { registerUsers } from "../../../bot/cli/users.ts";
import { openAccounts } from "../../../bot/assembly/accounts.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { open } from "../../../bot/store/seal.ts";
import { bigBook, openInstallation, type TestInstallation } from "../../support/big-book.ts";
import { secretsInDatabase } from "../invariants/secrets.ts";
import { typed, type Typed } from "./typed.ts";

const logged: unknown[] = [];
const keep = (...said: unknown[]): void => void logged.push(said);
let book: TestInstallation;
beforeAll(async () => {
  book = await openInstallation({
    hours: { from: "09:00", to: "10:00" },
    connections: 4,
    env: { PUBLIC_URL: "https://desk.lender.example" },
    log: { debug: keep, info: keep, warn: keep, error: keep },
  });
  await book.import({ loans: bigBook({ borrowers: 2, zone: "UTC", dueOn: day("2026-12-25") }, { officer: "li.wei", branch: "hangzhou" }) });
  logged.length = 0;
}, 60_000);
afterAll(() => book.close());

const users = (...words: string[]): Promise<Typed> => typed(registerUsers, book.core, ["users", ...words]);
const keys = (...words: string[]): Promise<Typed> => typed(registerKeys, book.core, ["keys", ...words]);
const add = (officer: string, role: string, ...more: string[]) => users("add", "--officer", officer, "--name", `${officer} 测试`, "--role", role, ...more);
const lines = ({ out }: Typed): Record<string, unknown>[] =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const listed = async (officer: string) => lines(await users("list", "--json")).find((row) => row["officer"] === officer);

/** Of entries that concern no borrower: kinds, and all that their bodies say. */
async function entries(): Promise<{ kinds: string[]; said: string; actors: string[] }> {
  const rows = await book.core.database.logEntry.findMany({ where: { borrowerId: null } });
  const said = rows.map((row) => open(book.core.vault.root.installation, `log_entry.body/${row.id}`, row.bodySealed).toString("utf8"));
  return { kinds: rows.map(({ kind }) => kind), said: said.join("\n"), actors: rows.map(({ actor }) => actor) };
}

describe("huifang users", { timeout: 60_000 }, () => {
  it("adds somebody, prints the link once, and lists them", async () => {
    const added = await add("root.admin", "admin", "--email", "root@lender.example");
    expect(added).toMatchObject({ exit: 0, err: "" });
    expect(added.out).toMatch(
      /^added root\.admin \(admin\)\nset the password at \(once, until [^)]+\):\nhttps:\/\/desk\.lender\.example\/set-password#[\w-]{43}\n$/,
    );
    const token = added.out.trim().split("#")[1] ?? "";
    expect(await listed("root.admin")).toEqual({
      officer: "root.admin",
      name: "root.admin 测试",
      role: "admin",
      branch: null,
      email: "root@lender.example",
      disabled_at: null,
    });
    const { kinds, said, actors } = await entries();
    expect(kinds).toEqual(expect.arrayContaining(["officer.added", "officer.password_reset"]));
    expect(new Set(actors.filter((actor) => actor.startsWith("cli:"))).size).toBe(1);
    expect(said).not.toContain(token);
    expect(await secretsInDatabase(book.core.databaseUrl, [token, "root@lender.example"])).toEqual([]);
  });

  it("takes a password from standard input, and keeps it nowhere in the clear", async () => {
    const password = "grüne Wolken am Dienstag";
    const added = await piped(`${password}\n`, () => add("he.jing", "compliance", "--email", "he.jing@lender.example", "--password-stdin"));
    expect(added).toMatchObject({ exit: 0, err: "", out: "added he.jing (compliance)\n" });
    const { signIns } = openAccounts(book.core);
    const entered = await signIns.signIn({ email: "he.jing@lender.example", password, address: "test", headers: new Headers() });
    expect(entered.status).toBe("signed_in");
    expect((await entries()).said).not.toContain(password);
    expect(await secretsInDatabase(book.core.databaseUrl, [password])).toEqual([]);
  });

  it("refuses a password that everybody tries, does not repeat it, and adds nobody", async () => {
    const refused = await piped("password1234\n", () => add("easy", "officer", "--email", "easy@lender.example", "--password-stdin"));
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain("the password on standard input is too easily guessed");
    expect(refused.err + refused.out).not.toContain("password1234");
    expect(await listed("easy")).toBeUndefined();
  });

  it.each([
    ["an unknown role", ["add", "--officer", "x", "--name", "x", "--role", "boss"], "--role: expected one of officer, supervisor, compliance, admin"],
    ["no e-mail address", ["add", "--officer", "x", "--name", "x", "--role", "officer", "--email", "x"], "--email: expected an e-mail address"],
    ["a name of another kind", ["add", "--officer", "key:x", "--name", "x", "--role", "officer"], "--officer: holds a character"],
    ["a missing name", ["add", "--officer", "x", "--role", "officer"], "--name"],
    ["nobody to disable", ["disable"], "officer"],
    ["an unknown option", ["list", "--all"], "--all"],
  ])("ends with exit 2 and one clear line for %s", async (_, words, message) => {
    const refused = await users(...words);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain(message);
  });

  it.each([
    ["a handle that is somebody's", () => add("root.admin", "officer"), "--officer: is somebody's already"],
    ["an address that is somebody's", () => add("other", "officer", "--email", "root@lender.example"), "--email: is somebody's already"],
    ["nobody to disable", () => users("disable", "nobody"), "no officer nobody"],
    ["nobody to enable", () => users("enable", "nobody"), "no officer nobody"],
    ["nobody's password", () => users("reset-password", "nobody"), "no officer nobody"],
    ["the last admin", () => users("disable", "root.admin"), "root.admin is the last admin who can sign in; add another first"],
    ["work that goes to nobody", () => users("hand-over", "--from", "root.admin", "--to", "nobody"), "--to: no such officer"],
    ["work that goes to where it was", () => users("hand-over", "--from", "root.admin", "--to", "root.admin"), "--from and --to are the same"],
    ["work that goes to compliance", () => users("hand-over", "--from", "root.admin", "--to", "he.jing"), "--to: is neither officer nor supervisor"],
    ["a file that is not there", () => users("import", "/nowhere/officers.csv"), "cannot be read (ENOENT)"],
  ])("fails with exit 1 and one line for %s", async (_, type, message) => {
    const failed = await type();
    expect(failed).toMatchObject({ exit: 1, out: "" });
    expect(failed.err).toContain(message);
    expect(failed.err.trim().split("\n")).toHaveLength(1);
  });

  it("imports officers.csv, lists bad rows by line without what stands there, and may be run again", async () => {
    const file = path.join(book.directory, "officers.csv");
    const rows = ["officer,name,branch,role,email", "li.wei,李伟,hangzhou,officer,li.wei@lender.example", "zhao.lei,赵磊,hangzhou,officer,", "bad,王芳,,boss,"];
    writeFileSync(file, rows.join("\n"));
    const first = await users("import", file, "--json");
    expect(first).toMatchObject({ exit: 0, err: "" });
    expect(lines(first)).toEqual([{ added: 2, changed: 0, same: 0, problems: [{ line: 4, problem: expect.stringContaining("role: is none of") }] }]);
    const again = await users("import", file);
    expect(again.out).toContain("0 added, 0 changed, 2 as they were");
    expect(again.out).toContain(`${file}:4  role: is none of officer, supervisor, compliance, admin`);
    expect(first.out + again.out).not.toMatch(/王芳|boss/);
  });

  it("disables only whose work is handed over, ends a password, and lets them in again", async () => {
    const left = await users("disable", "li.wei");
    expect(left.exit).toBe(1);
    expect(left.err).toContain(
      "li.wei still has 2 borrowers, 2 open loans, 0 open cases, 0 takeovers. First: npx huifang users hand-over --from li.wei --to ANOTHER",
    );
    expect(await users("hand-over", "--from", "li.wei", "--to", "zhao.lei")).toMatchObject({
      exit: 0,
      out: "li.wei → zhao.lei: 2 borrowers, 2 open loans, 0 open cases, 0 takeovers\n",
    });
    expect(await users("disable", "li.wei")).toMatchObject({ exit: 0, out: "disabled li.wei\n" });
    expect((await listed("li.wei"))?.["disabled_at"]).toMatch(/^20\d\d-/);
    expect(await users("hand-over", "--from", "zhao.lei", "--to", "li.wei")).toMatchObject({ exit: 1, err: "--to: is disabled\n" });
    expect(await users("enable", "li.wei")).toMatchObject({ exit: 0, out: "enabled li.wei\n" });
    expect((await users("reset-password", "li.wei")).out).toMatch(/set-password#[\w-]{43}\n$/);
    expect(await users("reset-password", "zhao.lei")).toMatchObject({ exit: 1, err: "zhao.lei has no e-mail address to sign in with\n" });
    expect((await entries()).kinds).toEqual(expect.arrayContaining(["officer.disabled", "officer.enabled", "officer.password_reset"]));
  });
});

describe("huifang keys", { timeout: 60_000 }, () => {
  it("prints a key once, lists it without the key, and revokes it for ever", async () => {
    const added = await keys("add", "--name", "core", "--scopes", "ledger:read, ledger:write", "--expires", "90d", "--json");
    expect(added).toMatchObject({ exit: 0, err: "" });
    const [made] = lines(added);
    const { id, key } = { id: String(made?.["id"]), key: String(made?.["key"]) };
    expect(key).toMatch(/^hf_\w{20,}/);
    const list = await keys("list", "--json");
    expect(list.out).not.toContain(key);
    expect(lines(list)).toMatchObject([
      { id, name: "core", scopes: "ledger:read,ledger:write", revoked: false, disabled_by_restore: false, last_used_at: null },
    ]);
    expect(await keys("add", "--name", "core", "--scopes", "ledger:read")).toMatchObject({ exit: 1, out: "", err: "--name: a key of that name is in use\n" });
    expect(await keys("enable", id)).toMatchObject({ exit: 1, err: `${id} was not disabled by a restore\n` });
    expect(await keys("revoke", id)).toMatchObject({ exit: 0, out: `revoked ${id}\n` });
    expect(await keys("revoke", id)).toMatchObject({ exit: 1, err: `${id} was revoked already\n` });
    expect(await keys("enable", id)).toMatchObject({ exit: 1, err: `${id} was not disabled by a restore\n` });
    expect((await keys("add", "--name", "core", "--scopes", "cases:read")).out).toMatch(/^hf_\w{20,}\n$/);
    const { kinds, said } = await entries();
    expect(kinds.filter((kind) => kind.startsWith("key."))).toEqual(["key.added", "key.revoked", "key.added"]);
    expect(said).not.toContain(key);
    expect(await secretsInDatabase(book.core.databaseUrl, [key])).toEqual([]);
  });

  it.each([
    ["an unknown scope", ["add", "--name", "x", "--scopes", "everything"], "--scopes: expected some of ledger:read"],
    ["more than a year", ["add", "--name", "x", "--scopes", "ledger:read", "--expires", "400d"], "--expires: expected 1d to 365d"],
    ["no days", ["add", "--name", "x", "--scopes", "ledger:read", "--expires", "soon"], "--expires: expected days, like 90d"],
    ["no id", ["revoke", "core"], "<id>: expected an id as keys list shows it"],
    ["no id to enable", ["enable", "core"], "<id>: expected an id as keys list shows it"],
  ])("ends with exit 2 and one clear line for %s", async (_, words, message) => {
    const refused = await keys(...words);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain(message);
  });

  it.each(["revoke", "enable"])("fails with exit 1 where there is no key to %s", async (word) => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    expect(await keys(word, nobody)).toMatchObject({ exit: 1, err: `no key ${nobody}\n` });
  });
});

it("none of it wrote a line of log", () => {
  expect(logged).toEqual([]);
});

/** While that comes on standard input. */
async function piped<T>(text: string, work: () => Promise<T>): Promise<T> {
  const real = Object.getOwnPropertyDescriptor(process, "stdin") ?? {};
  Object.defineProperty(process, "stdin", { value: Readable.from([Buffer.from(text)], { objectMode: false }), configurable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(process, "stdin", real);
  }
}
