/** The demonstration: seeds the book once, keeps its clock, tells the lender's ledger. */
import { makeChatLink, type CommandDeps } from "../app/console/commands.ts";
import type { ImportDeps } from "../app/import/session.ts";
import type { Database } from "../store/database.ts";
import { playable } from "./demo-book.ts";
import { beginDemoCheckins, type DemoCheckinDeps } from "./demo-checkins.ts";
import type { DemoClock } from "./demo-clock.ts";
import type { DemoLedger } from "./demo-ledger.ts";
import { seedDemo } from "./seed-demo.ts";

export interface DemoDeps {
  readonly core: { readonly database: Database; readonly config: { readonly HUIFANG_DATA_DIR: string } };
  readonly importing: ImportDeps;
  readonly console: CommandDeps;
  readonly clock: DemoClock;
  readonly ledger: DemoLedger;
  readonly checkins: DemoCheckinDeps;
}

export interface Demo {
  /** Imports the demo book into an empty database; returns the chats that the reader may play. */
  seed(): Promise<readonly { who: string; path: string }[]>;
  /** Each real second: the lender's ledger is told and the clock is kept. */
  tick(): Promise<void>;
}

const saveEachTicks = 5;

export function createDemo({ core, importing, console: desk, clock, ledger, checkins }: DemoDeps): Demo {
  let ticks = 0;
  return {
    async seed() {
      await clock.save();
      if ((await core.database.borrower.findFirst({ select: { id: true } })) === null) {
        await seedDemo(importing, core.config.HUIFANG_DATA_DIR);
        await beginDemoCheckins(checkins, core.database);
      }
      const chats = [];
      for (const externalId of playable) {
        const borrower = await core.database.borrower.findUnique({ where: { externalId }, select: { id: true, locale: true } });
        const link = borrower && (await makeChatLink(desk, "demo", borrower.id));
        if (borrower && link && "path" in link) chats.push({ who: `${externalId} (${borrower.locale})`, path: link.path });
      }
      return chats;
    },
    async tick() {
      await ledger.tick();
      if (ticks++ % saveEachTicks === 0) await clock.save();
    },
  };
}
