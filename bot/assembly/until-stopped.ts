/** Ends everything within this, whatever hangs (a job that waits for a provider, a connection that does not close). */
const mostMs = 4_500;

/** What is open, in the order in which it is closed: what writes before what is written to. */
export type Closing = (() => Promise<unknown>)[];

/**
 * Runs a process: `open` starts it and puts what it started into `closing`. It ends on the first SIGINT or SIGTERM, or
 * where `open` throws, after closing everything; a second signal, or the time running out, ends it at once.
 */
export async function untilStopped(open: (closing: Closing) => Promise<void>): Promise<void> {
  const closing: Closing = [];
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), mostMs).unref();
    void closeAll(closing).then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    await open(closing);
  } catch (fault) {
    await closeAll(closing);
    throw fault;
  }
}

/** Closes in order, each for at most its time: what comes first must not keep the databases below it open. */
async function closeAll(steps: readonly (() => Promise<unknown>)[], eachMs = 1_500): Promise<void> {
  for (const step of steps) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => {
      timer = setTimeout(done, eachMs);
    });
    await Promise.race([step().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
