import { z } from "zod";
import type { Channel } from "../../../bot/app/ports.ts";
import { secretAddress } from "../../support/big-book.ts";

export interface CountedJobs {
  /** The job, counted when it has ended well; a borrower's dispatch only once, when something has been sent to them. */
  counted(run: (data: unknown) => Promise<void>, of?: "dispatch"): (data: unknown) => Promise<void>;
  /** The channel, remembering whom it reached. */
  reaching(channel: Channel): Channel;
  fault(fault: Error): void;
  /** Begins and waits until so many more jobs have ended. Rejects with the first that failed. */
  until(jobs: number, begin: () => Promise<unknown>): Promise<void>;
}

const dispatchData = z.object({ borrower: z.string() });

/** `borrowers`: ids by the lender's numbers B0001…, as the big book makes them. */
export function countedJobs(borrowers: ReadonlyMap<string, string> = new Map()): CountedJobs {
  const addresses = new Map([...borrowers].map(([number, id]) => [id, secretAddress(Number(number.slice(1)))]));
  const reached = new Set<string>();
  let left = Number.POSITIVE_INFINITY;
  let done = (): void => undefined;
  let failed = (_fault: Error): void => undefined;
  // A borrower who was busy is tried again by another job: that one counts.
  const counts = (data: unknown): boolean => reached.delete(addresses.get(dispatchData.parse(data).borrower) ?? "");
  return {
    counted: (run, of) => async (data) => {
      try {
        await run(data);
      } catch (fault) {
        if (fault instanceof Error) failed(fault);
        throw fault;
      }
      if (of === "dispatch" && !counts(data)) return;
      left--;
      if (left === 0) done();
    },
    reaching: (channel) => ({
      ...channel,
      send: async (out, signal) => {
        const outcome = await channel.send(out, signal);
        if (outcome.status === "sent") reached.add(out.address);
        return outcome;
      },
    }),
    fault: (fault) => failed(fault),
    async until(jobs, begin) {
      left = jobs;
      const ended = new Promise<void>((resolve, reject) => {
        done = resolve;
        failed = reject;
      });
      await begin();
      await ended;
    },
  };
}
