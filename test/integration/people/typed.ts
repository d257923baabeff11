import { format } from "node:util";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { vi } from "vitest";
import type { Core } from "../../../bot/assembly/core.ts";

export interface Typed {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

/** A command line as a person types it; exit codes as `bot/cli.ts` gives them. */
export async function typed(register: (program: Command, connect: () => Promise<Core>) => void, core: Core, words: readonly string[]): Promise<Typed> {
  const said = { out: "", err: "" };
  const into = (stream: "out" | "err") => (first: unknown, second?: unknown) => {
    said[stream] += `${second === undefined ? format(first) : format(first, second)}\n`;
  };
  vi.spyOn(console, "log").mockImplementation(into("out"));
  vi.spyOn(console, "table").mockImplementation((rows: unknown) => into("out")(JSON.stringify(rows)));
  vi.spyOn(console, "error").mockImplementation(into("err"));
  process.exitCode = undefined;
  const program = new Command("huifang").exitOverride().configureOutput({ writeOut: into("out"), writeErr: into("err") });
  // Commands take both settings from their parent when they are made.
  register(program, async () => ({ ...core, close: async () => undefined }));
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (fault) {
    if (!(fault instanceof CommanderError)) throw fault;
    if (fault instanceof InvalidArgumentError) said.err += fault.message;
    process.exitCode = fault.exitCode === 0 ? 0 : 2;
  } finally {
    vi.restoreAllMocks();
  }
  const exit = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { ...said, exit };
}
