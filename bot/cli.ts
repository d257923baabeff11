/** The operator's command line: `npx huifang …`. Exit 0, 1 where it failed, 2 for wrong usage. */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { openCore, type Core } from "./assembly/core.ts";
import { registerBackup } from "./cli/backup.ts";
import { registerCheckins } from "./cli/checkins.ts";
import { registerDoctor } from "./cli/doctor.ts";
import { registerErase } from "./cli/erase.ts";
import { registerGate } from "./cli/gate.ts";
import { registerImport } from "./cli/import.ts";
import { registerLinks } from "./cli/links.ts";
import { registerLog } from "./cli/log.ts";
import { registerKeys } from "./cli/keys.ts";
import { registerParse } from "./cli/parse.ts";
import { registerPlan } from "./cli/plan.ts";
import { registerWhy } from "./cli/why.ts";
import { registerPolicies } from "./cli/policies.ts";
import { registerProcesses } from "./cli/processes.ts";
import { registerRestore } from "./cli/restore.ts";
import { registerStopAll } from "./cli/stop-all.ts";
import { registerTelegramLinks } from "./cli/telegram-links.ts";
import { registerTemplates } from "./cli/templates.ts";
import { registerUnderstanding } from "./cli/understanding.ts";
import { registerUsers } from "./cli/users.ts";
import { registerUnknown } from "./cli/unknown.ts";
import { registerWebhooks } from "./cli/webhooks.ts";
import { ConfigError, readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { ServiceError } from "./services/service-error.ts";
import { createBookStore } from "./store/import/book-store.ts";
import { KeepFault } from "./store/keep/keep-fault.ts";

// A reader who has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
  process.exit(fault.code === "EPIPE" ? 0 : 1);
});

const connect = async (): Promise<Core> => {
  const config = readConfig(process.env);
  return openCore(config, createLog(config.LOG_LEVEL), { connections: 4 });
};

const program = new Command("huifang")
  .description("Huifang (回访) keeps a lender in touch with its borrowers after the money is out")
  .showHelpAfterError("(add --help for what is possible)")
  .exitOverride();

registerProcesses(program);
registerImport(program, async () => {
  const core = await connect();
  return { deps: { ...core, book: createBookStore(core.database, core.vault) }, close: () => core.close() };
});
registerLog(program, connect);
registerLinks(program, connect);
registerParse(program);
registerPlan(program, connect);
registerWhy(program, connect);
registerUnderstanding(program, connect);
registerTelegramLinks(program, connect);
registerTemplates(program, connect);
registerGate(program);
registerPolicies(program, connect);
registerUnknown(program, connect);
registerStopAll(program);
registerErase(program, connect);
registerBackup(program);
registerCheckins(program);
registerDoctor(program);
registerRestore(program);
registerWebhooks(program, connect);
registerUsers(program, connect);
registerKeys(program, connect);

try {
  await program.parseAsync();
} catch (fault) {
  process.exitCode = report(fault);
}

/** One clear line for what an operator can mend; anything else is a defect and shows where it happened. */
function report(fault: unknown): number {
  if (fault instanceof CommanderError) {
    // Commander has said its own; what a command threw has not been said yet.
    if (fault instanceof InvalidArgumentError) console.error(`error: ${fault.message}`);
    return fault.exitCode === 0 ? 0 : 2;
  }
  if (fault instanceof ServiceError || fault instanceof ConfigError || fault instanceof KeepFault) {
    console.error(fault.message);
    return 1;
  }
  console.error(process.env["LOG_LEVEL"] === "debug" ? fault : withoutMessage(fault));
  return 1;
}

/** A fault's name, code and place. Its message may quote what a borrower wrote, and this output may be a log. */
function withoutMessage(fault: unknown): string {
  if (!(fault instanceof Error)) return "a fault of ours (LOG_LEVEL=debug shows it)";
  const code = "code" in fault && typeof fault.code === "string" ? ` ${fault.code}` : "";
  const places = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`${fault.name}${code}: a fault of ours (LOG_LEVEL=debug shows its message)`, ...places].join("\n");
}
