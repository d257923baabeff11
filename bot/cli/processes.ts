import type { Command } from "commander";

/** The processes: `start` (all in one), `server`, `worker`, and `migrate`. Loaded when called: each pulls in much. */
export function registerProcesses(program: Command): void {
  program
    .command("start")
    .description("everything in one process: database, queues, workers, clock, console and chat")
    .option("--demo", "seed the demo book also where DATABASE_URL is given")
    .action(async (options: { demo?: true }) => {
      const { start } = await import("../start.ts");
      await start({ demo: options.demo === true });
    });
  program
    .command("server")
    .description("console, chat, API and webhooks; needs DATABASE_URL, REDIS_URL and HUIFANG_KEY for several of them")
    .action(async () => {
      const { server } = await import("../main.ts");
      await server();
    });
  program
    .command("worker")
    .description("workers and clock; as many as you like")
    .action(async () => {
      const { worker } = await import("../../jobs/main.ts");
      await worker();
    });
  program
    .command("migrate")
    .description("brings the database up to date (as DATABASE_ADMIN_URL where it is given)")
    .action(async () => {
      const { migrate } = await import("./migrate.ts");
      await migrate();
    });
}
