import type { Command } from "commander";
import { z } from "zod";
import { scopes } from "../app/access/caller.ts";
import { handleForm } from "../app/people/handle.ts";
import { openAccounts } from "../assembly/accounts.ts";
import type { Core } from "../assembly/core.ts";
import { isoInstant, type Instant } from "../domain/calendar.ts";
import type { Accounts } from "../store/people/accounts.ts";
import { actOf } from "./act-of.ts";
import { usageError } from "./usage-error.ts";

/** `huifang keys`: what other systems call /api/v1 with. */
export function registerKeys(program: Command, connect: () => Promise<Core>): void {
  const keys = program.command("keys").description("API keys of other systems");
  const opened = async (work: (core: Core, accounts: Accounts) => Promise<void>): Promise<void> => {
    const core = await connect();
    try {
      await work(core, openAccounts(core));
    } finally {
      await core.close();
    }
  };
  keys
    .command("add")
    .description("prints the key, once")
    .requiredOption("--name <name>", "which system")
    .requiredOption("--scopes <scopes>", `of ${scopes.join(",")}`)
    .option("--expires <days>", "like 90d, at most 365d; absent: until it is revoked")
    .option("--json", "as one JSON object")
    .action((options: z.input<typeof addForm> & { json?: true }) => {
      const read = addForm.safeParse(options);
      if (!read.success) throw usageError(read.error.issues.map((issue) => `--${String(issue.path[0])}: ${issue.message}`).join("; "));
      const { name, scopes: granted, expires } = read.data;
      return opened(async (core, accounts) => {
        const added = await accounts.keys.add({ name, scopes: granted, days: expires ?? null }, actOf(core));
        if (added.status === "taken") return fail("--name: a key of that name is in use");
        console.log(options.json ? JSON.stringify({ id: added.id, key: added.key }) : added.key);
      });
    });
  keys
    .command("list")
    .option("--json", "one JSON object a line")
    .action((options: { json?: true }) =>
      opened(async (_core, accounts) => {
        const rows = (await accounts.keys.list()).map((key) => ({
          id: key.id,
          name: key.name,
          scopes: key.scopes.join(","),
          start: key.start,
          expires_at: iso(key.expiresAt),
          last_used_at: iso(key.lastUsedAt),
          revoked: key.revoked && !key.disabled,
          disabled_by_restore: key.disabled,
        }));
        if (options.json) for (const row of rows) console.log(JSON.stringify(row));
        else if (rows.length === 0) console.log("no keys");
        else console.table(rows);
      }),
    );
  keys
    .command("enable <id>")
    .description("lets a key in again that a restore has disabled; a revoked one never")
    .action((id: string) => {
      if (!z.uuid().safeParse(id).success) throw usageError("<id>: expected an id as keys list shows it");
      return opened(async (core, accounts) => {
        const result = await accounts.keys.enable(id, actOf(core));
        if (result === "enabled") console.log(`enabled ${id}`);
        else fail(refusals(id)[result]);
      });
    });
  keys
    .command("revoke <id>")
    .description("refused from now on")
    .action((id: string) => {
      if (!z.uuid().safeParse(id).success) throw usageError("<id>: expected an id as keys list shows it");
      return opened(async (core, accounts) => {
        const result = await accounts.keys.revoke(id, actOf(core));
        if (result === "revoked") console.log(`revoked ${id}`);
        else fail(result === "missing" ? `no key ${id}` : `${id} was revoked already`);
      });
    });
}

const addForm = z.object({
  name: handleForm(60),
  scopes: z
    .string()
    .transform((given) => given.split(",").map((each) => each.trim()))
    .pipe(z.array(z.enum(scopes, { error: `expected some of ${scopes.join(",")}` })).min(1)),
  expires: z
    .string()
    .regex(/^\d{1,3}d$/, { error: "expected days, like 90d" })
    .transform((given) => Number.parseInt(given, 10))
    .refine((days) => days >= 1 && days <= 365, { error: "expected 1d to 365d" })
    .optional(),
});

const refusals = (id: string) => ({
  missing: `no key ${id}`,
  not_disabled: `${id} was not disabled by a restore`,
  taken: `${id}: another key of that name is in use`,
});

const iso = (at: Instant | null): string | null => (at === null ? null : isoInstant(at));

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
