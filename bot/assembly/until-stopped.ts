import { errorCode } from "../services/service-error.ts";

/** Ends everything within this, whatever hangs (a job that waits for a provider, a connection that does not close). */
const mostMs = 4_500;
const eachMs = 1_500;

/** A step of closing; without a limit of its own it gets a second and a half. */
export type Step = (() => Promise<unknown>) | { readonly close: () => Promise<unknown>; readonly mostMs: number };

/** What is open, in the order in which it is closed: what writes before what is written to. */
export type Closing = Step[];

/**
 * Runs a process: `open` starts it and puts what it started into `closing`. It ends on the first SIGINT or SIGTERM, or
 * where `open` throws, after closing everything; a second signal, or the time running out, ends it at once.
 */
export async function untilStopped(open: (closing: Closing) => Promise<void>): Promise<void> {
  const closing: Closing = [];
  let stopping = false;
  const stop = (code: 0 | 1): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), mostMs + longestOf(closing)).unref();
    void closeAll(closing).then(() => process.exit(code));
  };
  process.on("SIGINT", () => {
    stop(0);
  });
  process.on("SIGTERM", () => {
    stop(0);
  });
  // Node would print the whole error, and a database's message may quote what a borrower wrote.
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (fault: unknown) => {
      console.error(JSON.stringify({ level: 60, pid: process.pid, ...placed(fault), msg: event }));
      if (!stopping) stop(1);
    });
  try {
    await open(closing);
  } catch (fault) {
    await closeAll(closing);
    throw fault;
  }
}

const longestOf = (steps: readonly Step[]): number => steps.reduce((sum, step) => sum + (typeof step === "function" ? 0 : step.mostMs), 0);

/** Closes in order, each for at most its time: what comes first must not keep the databases below it open. */
async function closeAll(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const { close, mostMs: limit } = typeof step === "function" ? { close: step, mostMs: eachMs } : step;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => {
      timer = setTimeout(done, limit);
    });
    await Promise.race([close().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}

/** Name, code and place; never the message. */
function placed(fault: unknown): object {
  if (!(fault instanceof Error)) return { fault: "not an error" };
  return {
    fault: fault.name,
    code: errorCode(fault),
    at: (fault.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8),
  };
}
