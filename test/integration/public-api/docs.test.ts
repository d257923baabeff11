import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scopes } from "../../../bot/app/access/caller.ts";
import { repoRoot } from "../../../bot/assembly/templates.ts";
import { day, dayMs, plus } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";
import { seedCheckins } from "../../support/seed-checkins.ts";
import { now, openDesk, type Desk } from "../api/support.ts";

interface Example {
  readonly line: number;
  readonly script: string;
  readonly said: string;
}

const examples = examplesOf(readFileSync(path.join(repoRoot, "docs/integrators.md"), "utf8"));
let desk: Desk;
let server: ReturnType<typeof createServer>;
const env: Record<string, string> = {};

beforeAll(async () => {
  desk = await openDesk();
  const key = await desk.accounts.keys.add({ name: "core-banking", scopes, days: null }, { actor: "test", at: now });
  if (key.status !== "added") throw new Error(key.status);
  const answer = getRequestListener(desk.app.fetch);
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(env, { HUIFANG: `http://127.0.0.1:${String(port)}`, KEY: key.key });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await desk.close();
});

describe("the documented examples, in their order, against a server", () => {
  it("are many", () => expect(examples.length).toBeGreaterThan(10));

  it.each(examples.map((example) => [example.line, example] as const))("line %i answers what is documented", async (_line, { script, said }) => {
    if (script.includes("$CASE")) {
      const of = await desk.book.borrower({ externalId: "B-2", name: "李雷", dueOn: day("2026-11-15") });
      env["CASE"] = await desk.book.escalation(of, "dispute", now);
    }
    if (script.includes("$CHECKIN")) env["CHECKIN"] = await answered();
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], { env: { ...process.env, ...env }, timeout: 30_000 });
    expect(like(documents(stdout), documents(said))).toEqual(documents(said));
  });
});

/** A borrower said roughly how much came in. */
async function answered(): Promise<string> {
  const seed = seedCheckins(desk.database);
  const version = { id: await seed.version("enterprise-month"), questionnaire: "enterprise-month" };
  const of = await desk.book.borrower({ externalId: "B-3", name: "韩梅梅", dueOn: day("2026-12-15") });
  const round = await seed.round("enterprise-month", "上月生意", plus(now, -dayMs));
  const answer = { type: "money", minor: 3_000_000n, currency: currency("CNY"), about: true } as const;
  return seed.run(of, round, version, plus(now, -dayMs), { answers: { turnover: answer } });
}

/** Each shell block with the JSON block behind it. */
function examplesOf(markdown: string): Example[] {
  return [...markdown.matchAll(/```bash\n([\s\S]*?)```\s+```json\n([\s\S]*?)```/g)].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length,
    script: match[1] ?? "",
    said: match[2] ?? "",
  }));
}

/** One or several JSON documents behind each other. */
function documents(text: string): unknown[] {
  const found: unknown[] = [];
  let depth = 0;
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{") depth += 1;
    else if (char === "}" && (depth -= 1) === 0) {
      found.push(JSON.parse(text.slice(from, at + 1)));
      from = at + 1;
    }
  }
  return found;
}

/** `actual`, with "…" where the documentation says that any text may stand. */
function like(actual: unknown, documented: unknown): unknown {
  if (documented === "…" && typeof actual === "string") return "…";
  if (Array.isArray(actual) && Array.isArray(documented)) return actual.map((item, index) => like(item, documented[index]));
  if (typeof actual === "object" && actual !== null && typeof documented === "object" && documented !== null) {
    const said = new Map<string, unknown>(Object.entries(documented));
    return Object.fromEntries(Object.entries(actual).map(([name, value]) => [name, like(value, said.get(name))]));
  }
  return actual;
}
