import { relative } from "node:path";
import type { Command } from "commander";
import { approveTemplate, templateStandings } from "../app/wording/approve-template.ts";
import type { Core } from "../assembly/core.ts";
import { openShelf } from "../assembly/shelf.ts";
import { templatesDir } from "../assembly/templates.ts";
import { readConfig } from "../config.ts";
import { checkTemplates } from "../templates/check-templates.ts";
import { ServiceError } from "../services/service-error.ts";
import { createOfficerReads } from "../store/people/officers.ts";

/** `huifang templates`: what is wrong in templates/, which versions are approved, and approving one. */
export function registerTemplates(program: Command, connect: () => Promise<Core>): void {
  const templates = program.command("templates").description("the texts, plans and rules in templates/");
  templates
    .command("check")
    .description("reads every file and lists what is wrong, as file:line:column")
    .option("--json", "the problems as one JSON array")
    .action(async (options: { json?: true }) => {
      const problems = await checkTemplates(readConfig(process.env).HUIFANG_TEMPLATES ?? templatesDir);
      if (options.json) console.log(JSON.stringify(problems));
      else if (problems.length === 0) console.log("templates: nothing to mend");
      else
        for (const { file, line, column, message } of problems) console.log(`${relative(process.cwd(), file)}:${String(line)}:${String(column)}  ${message}`);
      if (problems.length > 0) process.exitCode = 1;
    });
  templates
    .command("list")
    .description("every message template with its version, and whether it is approved")
    .option("--json", "one JSON object a line")
    .action((options: { json?: true }) => within(connect, (core) => list(core, options.json === true)));
  templates
    .command("approve <id>")
    .description("approve the version that is in the folder now")
    .requiredOption("--by <officer>", "who approves: somebody of compliance or a supervisor, who did not write it")
    .action((id: string, { by }: { by: string }) => within(connect, (core) => approve(core, id, by)));
}

async function within(connect: () => Promise<Core>, work: (core: Core) => Promise<void>): Promise<void> {
  const core = await connect();
  try {
    await work(core);
  } finally {
    await core.close();
  }
}

async function list(core: Core, json: boolean): Promise<void> {
  for (const { id, version, state, writtenBy, decidedBy } of await templateStandings(openShelf(core)))
    if (json) console.log(JSON.stringify({ id, version, state, written_by: writtenBy ?? null, decided_by: decidedBy }));
    else console.log(`${id.padEnd(26)}${version}  ${state}${decidedBy === null ? "" : ` by ${decidedBy}`}`);
}

async function approve(core: Core, id: string, by: string): Promise<void> {
  const [officer] = await createOfficerReads(core.database, core.vault).officers({ officer: by });
  if (!officer || (officer.role !== "compliance" && officer.role !== "supervisor"))
    throw new ServiceError(`--by ${by}: nobody of compliance, and no supervisor`);
  const shelf = openShelf(core);
  const version = shelf.shelf.templates.find((template) => template.id === id)?.version ?? "";
  const outcome = await approveTemplate({ ...shelf, clock: core.clock }, by, id, version);
  if (outcome.status === "missing") throw new ServiceError(`no message template ${id}`);
  if (outcome.status === "refused") throw new ServiceError(`${id} ${version}: ${refusals[outcome.state] ?? outcome.state}`);
  console.log(`${id} ${version}: approved by ${by}`);
}

const refusals: Readonly<Record<string, string>> = {
  approved: "is approved already",
  guard: "has words that a borrower must never read: npx huifang templates check",
  writer_unknown: "does not say who wrote it: add written_by",
  own_text: "must be approved by somebody who did not write it",
};
