/** The demonstration: seeds the book once, keeps its clock, plays the lender's ledger. */
import { makeChatLink, type CommandDeps } from "../app/console/commands.ts";
import type { ImportDeps } from "../app/import/session.ts";
import type { Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";
import { playable } from "./demo-book.ts";
import type { DemoClock } from "./demo-clock.ts";
import { createDemoLedger } from "./demo-ledger.ts";
import { seedDemo } from "./seed-demo.ts";

export interface DemoDeps {
  readonly core: { readonly database: Database; readonly vault: Vault; readonly config: { readonly HUIFANG_DATA_DIR: string } };
  readonly importing: ImportDeps;
  readonly console: CommandDeps;
  readonly clock: DemoClock;
}

export interface Demo {
  /** Imports the demo book into an empty database; returns the chats that the reader may play. */
  seed(): Promise<readonly { who: string; path: string }[]>;
  pay(of: { address: string; fraction: number }): Promise<void>;
  /** Each real second: persons act, the ledger is told, the clock is kept. */
  run(personsAct: () => Promise<void>): { stop(): Promise<void> };
}

const tickMs = 1_000;
const saveEachTicks = 5;

export function createDemo({ core, importing, console: desk, clock }: DemoDeps): Demo {
  const ledger = createDemoLedger({ ...core, clock, importing });
  return {
    pay: (of) => ledger.pay(of),
    async seed() {
      await clock.save();
      if ((await core.database.borrower.findFirst({ select: { id: true } })) === null) await seedDemo(importing, core.config.HUIFANG_DATA_DIR);
      const chats = [];
      for (const externalId of playable) {
        const borrower = await core.database.borrower.findUnique({ where: { externalId }, select: { id: true, locale: true } });
        const link = borrower && (await makeChatLink(desk, "demo", borrower.id));
        if (borrower && link && "path" in link) chats.push({ who: `${externalId} (${borrower.locale})`, path: link.path });
      }
      return chats;
    },
    run(personsAct) {
      let ticks = 0;
      let running = Promise.resolve();
      const tick = async (): Promise<void> => {
        await personsAct();
        await ledger.tick();
        if (ticks++ % saveEachTicks === 0) await clock.save();
      };
      // One after the other: a slow second must not pile up.
      const timer = setInterval(() => { running = running.then(tick).catch(() => undefined); }, tickMs);
      return {
        async stop() {
          clearInterval(timer);
          await running;
          await clock.save();
        },
      };
    },
  };
}
