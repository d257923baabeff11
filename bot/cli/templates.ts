import { relative } from "node:path";
import type { Command } from "commander";
import { templatesDir } from "../assembly/templates.ts";
import { readConfig } from "../config.ts";
import { checkTemplates } from "../templates/check-templates.ts";

/** `huifang templates check`: every file in templates/, with file:line errors; exit 1 where one is wrong. */
export function registerTemplates(program: Command): void {
  program
    .command("templates")
    .description("the texts, plans and rules in templates/")
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
}
