import type { Command } from "commander";
import { examine } from "../assembly/doctor/doctor.ts";

const marks = { ok: "ok  ", warn: "WARN", bad: "BAD " } as const;

/** `huifang doctor`: exit 1 where something is bad. */
export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("what is wrong with this installation, and what to do about it")
    .option("--json", "one JSON object a line")
    .action(async ({ json }: { json?: true }) => {
      const findings = await examine(process.env);
      for (const one of findings) {
        if (json) console.log(JSON.stringify(one));
        else console.log(`${marks[one.state]} ${one.check}: ${one.said}${one.advice === undefined ? "" : `\n       → ${one.advice}`}`);
      }
      const worst = (state: string): number => findings.filter((one) => one.state === state).length;
      if (!json) console.log(`${String(worst("bad"))} bad, ${String(worst("warn"))} to look at, ${String(worst("ok"))} well`);
      if (worst("bad") > 0) process.exitCode = 1;
    });
}
