import { join } from "node:path";
import type { Command } from "commander";
import type { Core } from "../assembly/core.ts";
import { putInForce } from "../assembly/policies-in-force.ts";
import { templatesDir } from "../assembly/templates.ts";
import { readConfig } from "../config.ts";
import { loadPolicies, type Pack } from "../templates/load-policies.ts";
import { packPage } from "../templates/pack-page.ts";
import { usageError } from "./usage-error.ts";

/** `huifang policies list|show|apply`: the contact rules that come with Huifang or lie in HUIFANG_TEMPLATES. */
export function registerPolicies(program: Command, connect: () => Promise<Core>): void {
  const policies = program.command("policies").description("the packs of contact rules in templates/policies");
  policies
    .command("list")
    .description("every pack, and what it adds to")
    .option("--json", "as one JSON array")
    .action(async (options: { json?: true }) => {
      const packs = [...(await read()).values()];
      if (options.json) {
        console.log(
          JSON.stringify(
            packs.map(({ file, version }) => ({ id: file.id, title: file.title, extends: file.extends ?? null, country: file.country ?? null, version })),
          ),
        );
        return;
      }
      for (const { file } of packs) console.log(`${file.id.padEnd(22)} ${file.title.en}${file.extends === undefined ? "" : `, adds to ${file.extends}`}`);
    });
  policies
    .command("show")
    .description("one pack, rule by rule with its source, and what is not known")
    .argument("<id>", "as `policies list` prints it")
    .option("--locale <locale>", "zh-CN or en", "en")
    .option("--json", "as it was read")
    .action(async (id: string, options: { locale: string; json?: true }) => {
      const packs = await read();
      const pack = packs.get(id);
      if (!pack) throw usageError(`no pack "${id}"; there are ${[...packs.keys()].join(", ")}`);
      console.log(
        options.json ? JSON.stringify({ ...pack.file, version: pack.version }, null, 2) : packPage(packs, id, options.locale.startsWith("zh") ? "zh-CN" : "en"),
      );
    });
  policies
    .command("apply")
    .description("puts the packs and the choice among them, as the files say now, in force: also for what is queued already")
    .option("--by <name>", "who does it, for the log", "command line")
    .action(async ({ by }: { by: string }) => {
      const core = await connect();
      try {
        const said = await putInForce(core, by, "any");
        for (const line of said.length > 0 ? said : [`Contact rules: ${core.policies.current.version} are in force already`]) console.log(line);
      } finally {
        await core.close();
      }
    });
}

async function read(): Promise<ReadonlyMap<string, Pack>> {
  return (await loadPolicies(join(readConfig(process.env).HUIFANG_TEMPLATES ?? templatesDir, "policies"))).byId;
}
