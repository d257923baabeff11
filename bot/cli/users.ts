import type { Command } from "commander";
import { z } from "zod";
import { passwordFault } from "../app/access/password-rules.ts";
import { roles } from "../app/access/caller.ts";
import { ImportRefused } from "../app/import/book-source.ts";
import { handleForm } from "../app/people/handle.ts";
import { importOfficers } from "../app/people/import-officers.ts";
import type { Left } from "../app/people/ports.ts";
import { openAccounts, publicUrlOf } from "../assembly/accounts.ts";
import type { Core } from "../assembly/core.ts";
import { isoInstant } from "../domain/calendar.ts";
import { openCsv } from "../store/import/csv-source.ts";
import type { Accounts } from "../store/people/accounts.ts";
import { actOf } from "./act-of.ts";
import { usageError } from "./usage-error.ts";

interface Opened {
  readonly core: Core;
  readonly accounts: Accounts;
}

/** `huifang users`: the lender's people. Passwords come from a link or standard input, never from the command line. */
export function registerUsers(program: Command, connect: () => Promise<Core>): void {
  const users = program.command("users").description("the lender's people: who may sign in, and whose work is whose");
  const opened = async (work: (open: Opened) => Promise<void>): Promise<void> => {
    const core = await connect();
    try {
      await work({ core, accounts: openAccounts(core) });
    } finally {
      await core.close();
    }
  };

  users
    .command("add")
    .description("adds somebody, and prints a link with which they set their password (once, within a day)")
    .requiredOption("--officer <handle>", "as in the loan book's column officer; theirs for ever")
    .requiredOption("--name <name>")
    .requiredOption("--role <role>", roles.join(", "))
    .option("--email <address>", "to sign in with; without it they are alerted only")
    .option("--branch <branch>", "as in the loan book; absent: all branches")
    .option("--password-stdin", "read the password from standard input instead of printing a link")
    .action((options: z.input<typeof addForm>) => {
      const read = addForm.safeParse(options);
      if (!read.success) throw usageError(read.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("; "));
      const { officer, name, role, email, branch, passwordStdin } = read.data;
      return opened(async ({ core, accounts: { people } }) => {
        const password = passwordStdin ? await passwordFromStdin([officer, email ?? ""]) : undefined;
        const act = actOf(core);
        const added = await people.add({ officer, name, role, email: email ?? null, branch: branch ?? null, alert: null }, act);
        if (added.status === "taken") return fail(`--${added.field}: is somebody's already`);
        console.log(`added ${officer} (${role})`);
        if (password !== undefined) await people.setPassword(officer, password, act);
        else if (email !== undefined) await printLink({ core, people, officer });
      });
    });
  users
    .command("list")
    .option("--json", "one JSON object a line")
    .action((options: { json?: true }) =>
      opened(async ({ core, accounts }) => {
        const rows = (await accounts.people.officers({ disabledToo: true })).map((each) => ({
          officer: each.officer,
          name: each.name,
          role: each.role,
          branch: each.branch,
          email: each.email,
          disabled_at: each.disabledAt === null ? null : isoInstant(each.disabledAt),
        }));
        if (options.json) for (const row of rows) console.log(JSON.stringify(row));
        else if (rows.length === 0) console.log(`nobody yet: npx huifang users add --role admin … (${publicUrlOf(core)})`);
        else console.table(rows);
      }),
    );
  users
    .command("disable <officer>")
    .description("ends their sessions at once; refused while borrowers, loans, cases or takeovers are theirs")
    .action((officer: string) =>
      opened(async ({ core, accounts }) => {
        const result = await accounts.people.disable(officer, actOf(core));
        if (result.status === "missing") return fail(`no officer ${officer}`);
        if (result.status === "last_admin") return fail(`${officer} is the last admin who can sign in; add another first`);
        if (result.status === "left")
          return fail(`${officer} still has ${leftText(result.left)}. First: npx huifang users hand-over --from ${officer} --to ANOTHER`);
        console.log(`disabled ${officer}`);
      }),
    );
  users
    .command("enable <officer>")
    .action((officer: string) =>
      opened(async ({ core, accounts }) =>
        (await accounts.people.enable(officer, actOf(core))) === "enabled" ? console.log(`enabled ${officer}`) : fail(`no officer ${officer}`),
      ),
    );
  users
    .command("reset-password <officer>")
    .description("ends the password, the second factor and all sessions; prints a link for a new password")
    .action((officer: string) => opened(({ core, accounts }) => printLink({ core, people: accounts.people, officer })));
  users
    .command("hand-over")
    .description("all borrowers, loans, open cases and takeovers pass from one to the other, in one transaction")
    .requiredOption("--from <officer>")
    .requiredOption("--to <officer>")
    .action(({ from, to }: { from: string; to: string }) =>
      opened(async ({ core, accounts }) => {
        const result = await accounts.people.handOver(from, to, actOf(core));
        if (result.status === "missing") return fail(`--${result.field}: no such officer`);
        if (result.status === "refused") return fail(refusals[result.why]);
        console.log(`${from} → ${to}: ${leftText(result.moved)}`);
      }),
    );
  users
    .command("import <file>")
    .description("officers.csv: officer, name, branch, role, email, alert_channel, alert_address; may be run again")
    .option("--json", "the counts and the bad rows as one JSON object")
    .action((file: string, options: { json?: true }) =>
      opened(async ({ core, accounts }) => {
        const read = async () => importOfficers(accounts.people, openCsv(file), actOf(core));
        const report = await read().catch((fault: unknown) => {
          if (fault instanceof ImportRefused) return fault.message;
          throw fault;
        });
        if (typeof report === "string") return fail(report);
        if (options.json) console.log(JSON.stringify(report));
        else {
          console.log(`${String(report.added)} added, ${String(report.changed)} changed, ${String(report.same)} as they were`);
          for (const { line, problem } of report.problems) console.log(`${file}:${String(line)}  ${problem}`);
        }
      }),
    );
}

const addForm = z.object({
  officer: handleForm(80),
  name: z.string().trim().min(1).max(120),
  role: z.enum(roles, { error: `expected one of ${roles.join(", ")}` }),
  email: z.email({ error: "expected an e-mail address" }).max(200).optional(),
  branch: z.string().trim().min(1).max(120).optional(),
  passwordStdin: z.literal(true).optional(),
});

const refusals = { disabled: "--to: is disabled", role: "--to: is neither officer nor supervisor", same: "--from and --to are the same" } as const;

const leftText = ({ borrowers, loans, cases, takeovers }: Left): string =>
  `${String(borrowers)} borrowers, ${String(loans)} open loans, ${String(cases)} open cases, ${String(takeovers)} takeovers`;

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

async function printLink({ core, people, officer }: { core: Core; people: Accounts["people"]; officer: string }): Promise<void> {
  const made = await people.resetPassword(officer, actOf(core));
  if (made === "missing") return fail(`no officer ${officer}`);
  if (made === "no_email") return fail(`${officer} has no e-mail address to sign in with`);
  console.log(`set the password at (once, until ${isoInstant(made.expiresAt)}):\n${publicUrlOf(core)}/set-password#${made.token}`);
}

/** Not from the arguments: everybody on the machine sees those. */
async function passwordFromStdin(about: readonly string[]): Promise<string> {
  let read = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) read += String(chunk);
  const password = read.replace(/\r?\n$/, "");
  const fault = passwordFault(password, about);
  if (fault !== undefined) throw usageError(`the password on standard input is too ${fault === "short" || fault === "long" ? fault : "easily guessed"}`);
  return password;
}
