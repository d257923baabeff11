import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { newWebhookSecret, signWebhook } from "../../../bot/outward/sign-webhook.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const text = readFileSync(path.join(import.meta.dirname, "../../../docs/integrators.md"), "utf8");
const example = (language: string): string => new RegExp("```" + language + "\\n(.*?)```", "s").exec(text)?.[1] ?? "";

const secret = newWebhookSecret();
const body = '{"type":"status_update.claims_paid","data":{"borrower":"客-1"}}';
const seconds = 1_795_000_000;
const headers = signWebhook("7c4e", seconds, body, [newWebhookSecret(), secret]);
/** headers, body, secret, now in seconds; and whether it must be believed. */
const cases = [
  [headers, body, secret, seconds + 10, true],
  [headers, `${body} `, secret, seconds + 10, false],
  [headers, body, newWebhookSecret(), seconds + 10, false],
  [headers, body, secret, seconds + 301, false],
  [{ ...headers, "webhook-id": "another" }, body, secret, seconds, false],
  [{ ...headers, "webhook-signature": "v1,x" }, body, secret, seconds, false],
] as const;

const node = `${example("js")}
const cases = JSON.parse(process.argv[2]);
console.log(JSON.stringify(cases.map(([h, b, s, now]) => verify(h, b, s, now * 1000))));`;
const python = `${example("python")}
import json, sys
print(json.dumps([verify(h, b.encode(), s, now) for h, b, s, now, _ in json.loads(sys.argv[1])]))`;

const hasPython = spawnSync("python3", ["-c", "import hmac"]).status === 0;

describe("the examples for who receives webhooks", () => {
  const runs: [string, string, string][] = [
    [process.execPath, "verify.mjs", node],
    ...(hasPython ? [["python3", "verify.py", python] satisfies [string, string, string]] : []),
  ];
  it.each(runs)("believe what we sign and nothing else: %s", (command, name, program) => {
    const directory = makeTestDirectory("docs");
    const file = path.join(directory.path, name);
    writeFileSync(file, program);
    const { stdout, stderr } = spawnSync(command, [file, JSON.stringify(cases)], { encoding: "utf8", timeout: 20_000 });
    directory.remove();
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(cases.map(([, , , , believed]) => believed));
  });
});
