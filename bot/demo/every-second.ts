const tickMs = 1_000;

/** Runs `tick` each second, one after the other: a slow second must not pile up, a failed one must not end it. */
export function everySecond(tick: () => Promise<void>, failed: (fault: unknown) => void): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(tick).catch(failed);
  }, tickMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
