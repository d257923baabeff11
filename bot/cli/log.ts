import { createWriteStream } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type { Writable } from "node:stream";
import { once } from "node:events";
import type { Command } from "commander";
import { askedFilter, filterOf } from "../app/message-log/asked-filter.ts";
import { exportLog, type ExportManifest } from "../app/message-log/export-log.ts";
import type { Core } from "../assembly/core.ts";
import { createMessageLogStore } from "../store/message-log/message-log-store.ts";
import { usageError } from "./usage-error.ts";

interface ExportOptions {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly format: string;
  readonly out?: string;
  readonly [field: string]: string | undefined;
}

/** `huifang log export`: the message log as a file, with a manifest by which anybody can see that it is whole. */
export function registerLog(program: Command, connect: () => Promise<Core>): void {
  program
    .command("log")
    .description("the message log")
    .command("export")
    .description("every text and every touch that was held back, newest first; the last line proves the rest; the export is itself an entry of the log")
    .requiredOption("--from <day>", "first day, YYYY-MM-DD")
    .requiredOption("--to <day>", "last day, YYYY-MM-DD")
    .option("--zone <zone>", "whose days these are", Intl.DateTimeFormat().resolvedOptions().timeZone)
    .option("--borrower <ids>", "the lender's borrower ids, with a comma between them")
    .option("--branch <branch>", "of borrowers who are with this branch now")
    .option("--officer <officer>", "of borrowers who are with this officer now")
    .option("--channel <channel>")
    .option("--direction <direction>", "in or out")
    .option("--outcome <outcome>", "received, sent, deferred, suppressed, failed, unknown, under_way")
    .option("--rule <rule>", "a reason of the gate, such as hours or hold")
    .option("--template <template>")
    .option("--format <format>", "csv or jsonl", "csv")
    .option("--out <file>", "also writes <file>.manifest.json; without it, to standard output and the manifest to standard error")
    .action(async (options: ExportOptions) => {
      const { format, out, ...fields } = options;
      const asked = askedFilter.safeParse(fields);
      if (!asked.success) throw usageError(asked.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("; "));
      if (format !== "csv" && format !== "jsonl") throw usageError("--format: expected csv or jsonl");
      if (asked.data.from !== undefined && asked.data.to !== undefined && asked.data.to < asked.data.from) throw usageError("--to is before --from");
      const core = await connect();
      try {
        const order = {
          format,
          asked: asked.data,
          filter: filterOf(asked.data),
          sees: { whose: "all" },
          look: { viewer: userInfo().username, at: core.clock.now() },
        } as const;
        const deps = { clock: core.clock, store: createMessageLogStore(core) };
        if (out === undefined) console.error(JSON.stringify(await exportLog(deps, order, writingTo(process.stdout))));
        else console.log(summary(await toFile(out, (write) => exportLog(deps, order, write)), out));
      } finally {
        await core.close();
      }
    });
}

/** A file of that name is whole: until then it is called `.part`. */
async function toFile(file: string, run: (write: (bytes: Uint8Array) => Promise<void>) => Promise<ExportManifest>): Promise<ExportManifest> {
  const part = createWriteStream(`${file}.part`, { mode: 0o600 });
  await once(part, "open");
  const manifest = await run(writingTo(part));
  part.end();
  await once(part, "close");
  await writeFile(`${file}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
  return manifest;
}

const writingTo =
  (to: Writable) =>
  (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      // Called back when it is written: a full pipe or disk slows the reading, or ends it.
      to.write(bytes, (fault) => (fault ? reject(fault) : resolve()));
    });

const summary = ({ rows, outcomes, erased, sha256 }: ExportManifest, file: string): string =>
  [
    `${String(rows)} rows in ${file} (${Object.entries(outcomes)
      .map(([outcome, count]) => `${String(count)} ${outcome}`)
      .join(", ")}${erased > 0 ? `; ${String(erased)} of erased borrowers, without words` : ""})`,
    `sha256 of all but the last line: ${sha256}`,
  ].join("\n");
