/** Ends everything within this, whatever hangs (a job that waits for a provider, a connection that does not close). */
const mostMs = 4_500;

/** Runs `close` on the first SIGINT or SIGTERM and exits; a second signal, or the time running out, exits at once. */
export function untilStopped(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), mostMs).unref();
    close().then(
      () => process.exit(0),
      (fault: unknown) => {
        process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** Closes in order, each for at most its time: what comes first must not keep the databases below it open. */
export async function closeAll(steps: readonly (() => Promise<unknown>)[], eachMs = 1_500): Promise<void> {
  for (const step of steps) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => {
      timer = setTimeout(done, eachMs);
    });
    await Promise.race([step().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
