import { userInfo } from "node:os";
import type { Command } from "commander";
import { z } from "zod";
import { addWebhook, enableWebhook, removeWebhook, replayWebhooks, rotateWebhook, type ManageDeps } from "../app/outward/manage.ts";
import type { DeliveryView, SubscriptionView } from "../app/outward/ports.ts";
import type { Core } from "../assembly/core.ts";
import { manageWebhooks, officerSecret } from "../assembly/outward.ts";
import { isoInstant, parseInstant, type Instant } from "../domain/calendar.ts";
import { usageError } from "./usage-error.ts";

/** `huifang webhooks`: the lender's systems that are told of status updates and cases, and what was delivered to them. */
export function registerWebhooks(program: Command, connect: () => Promise<Core>): void {
  const webhooks = program.command("webhooks").description("signed webhooks to the lender's own systems");
  const with_ = async (run: (manage: ManageDeps, core: Core) => Promise<void>): Promise<void> => {
    const core = await connect();
    try {
      await run(manageWebhooks(core), core);
    } finally {
      await core.close();
    }
  };
  webhooks
    .command("add")
    .description("prints the new id and the signing secret, which is never shown again")
    .requiredOption("--url <url>", "https; http only to what EGRESS_ALLOW lists")
    .requiredOption("--events <names>", "status_update, escalation, or types like escalation.opened, with commas")
    .option("--secret", "read the secret (whsec_…) from standard input in place of making one")
    .option("--json")
    .action(async (options: { url: string; events: string; secret?: true; json?: true }) => {
      const secret = options.secret ? (await textOf(process.stdin)).trim() : undefined;
      await with_(async (manage) => {
        const events = options.events.split(",").map((event) => event.trim());
        const added = await addWebhook(manage, who(), { url: options.url, events, ...(secret !== undefined && { secret }) });
        if (added.status === "refused") throw usageError(`refused: ${added.why}`);
        console.log(options.json ? JSON.stringify({ id: added.id, secret: added.secret }) : `${added.id}\nsecret (shown once): ${added.secret}`);
      });
    });
  webhooks
    .command("list")
    .option("--json", "one JSON object a line")
    .action((options: { json?: true }) => with_(async ({ store }) => print((await store.list()).map(subscriptionLine), options.json)));
  for (const [name, description, act] of acts) {
    webhooks
      .command(`${name} <id>`)
      .description(description)
      .action((id: string) => with_(async (manage) => said(await act(manage, idOf(id)), `no subscription ${id}`)));
  }
  webhooks
    .command("deliveries")
    .option("--dead", "only what was given up")
    .option("--after <id>", "older than this one")
    .option("--json", "one JSON object a line")
    .action((options: { dead?: true; after?: string; json?: true }) =>
      with_(async ({ store }) => {
        const { items } = await store.deliveries({
          ...(options.dead && { state: "dead" }),
          ...(options.after !== undefined && { after: idOf(options.after) }),
        });
        print(items.map(deliveryLine), options.json);
      }),
    );
  webhooks
    .command("replay [delivery]")
    .description("again: one delivery; or --dead; or everything of one --subscription since a moment")
    .option("--dead", "what was given up")
    .option("--since <moment>", "ISO 8601, like 2026-11-22T00:00:00Z")
    .option("--subscription <id>")
    .action((delivery: string | undefined, options: ReplayOptions) =>
      with_(async (manage) => {
        const count = await replayWebhooks(manage, who(), whichOf(delivery, options));
        said(count !== undefined, "no such delivery or active subscription", `${String(count)} again`);
      }),
    );
  webhooks
    .command("alert-secret <officer>")
    .description("what alerts to that officer's own webhook are signed with")
    .action((officer: string) =>
      with_(async (_, core) => {
        const secret = await officerSecret(core, officer);
        said(secret !== undefined, `${officer} has no webhook for alerts`, secret);
      }),
    );
}

const acts: readonly (readonly [string, string, (manage: ManageDeps, id: string) => Promise<string | boolean>])[] = [
  ["remove", "nothing more is sent there", (manage, id) => removeWebhook(manage, who(), id)],
  ["enable", "again, after it had answered 410", (manage, id) => enableWebhook(manage, who(), id)],
  ["rotate", "a new secret, shown once; the old one signs too for a day", rotated],
];

async function rotated(manage: ManageDeps, id: string): Promise<string | boolean> {
  const made = await rotateWebhook(manage, who(), id);
  return made === "missing" ? false : `secret (shown once): ${made.secret}`;
}

interface ReplayOptions {
  readonly dead?: true;
  readonly since?: string;
  readonly subscription?: string;
}

function whichOf(delivery: string | undefined, { dead, since, subscription }: ReplayOptions): Parameters<typeof replayWebhooks>[2] {
  if (delivery !== undefined) return { what: "delivery", id: idOf(delivery) };
  const from = since === undefined ? undefined : parseInstant(since);
  if (from === undefined) throw usageError("--since: expected a moment like 2026-11-22T00:00:00Z");
  if (dead) return { what: "dead", since: from, ...(subscription !== undefined && { subscription: idOf(subscription) }) };
  if (subscription === undefined) throw usageError("expected a delivery's id, --dead, or --subscription");
  return { what: "all", since: from, subscription: idOf(subscription) };
}

const subscriptionLine = (row: SubscriptionView) => ({
  id: row.id,
  url: row.url,
  events: row.events.join(","),
  state: row.state,
  pending: row.pending,
  dead: row.dead,
  last_delivered_at: momentOf(row.lastDeliveredAt),
});

const deliveryLine = (row: DeliveryView) => ({
  id: row.id,
  event: row.event,
  type: row.type,
  host: row.host,
  state: row.state,
  attempts: row.attempts,
  outcome: row.outcome,
  at: momentOf(row.at),
  due_at: momentOf(row.dueAt),
});

const momentOf = (at: Instant | null): string | null => (at === null ? null : isoInstant(at));
const who = (): string => userInfo().username;

function idOf(text: string): string {
  if (!z.uuid().safeParse(text).success) throw usageError(`expected an id, not ${text.slice(0, 40)}`);
  return text;
}

function print(lines: readonly object[], json: true | undefined): void {
  if (json) for (const line of lines) console.log(JSON.stringify(line));
  else if (lines.length === 0) console.log("none");
  else console.table(lines);
}

function said(done: string | boolean, otherwise: string, text?: string): void {
  if (done === false) {
    console.error(otherwise);
    process.exitCode = 1;
  } else console.log(text ?? (done === true ? "done" : done));
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}
