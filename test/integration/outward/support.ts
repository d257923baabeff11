import { onTestFinished } from "vitest";
import { deliverDue, type DeliverDeps } from "../../../bot/app/outward/deliver-due.ts";
import { addWebhook, type ManageDeps } from "../../../bot/app/outward/manage.ts";
import { day, instant } from "../../../bot/domain/calendar.ts";
import { createEgress } from "../../../bot/outward/egress.ts";
import { nothingAllowed, parseEgressAllow } from "../../../bot/outward/egress-rules.ts";
import { createPostSigned } from "../../../bot/outward/post-signed.ts";
import { newWebhookSecret } from "../../../bot/outward/sign-webhook.ts";
import { connectDatabase, type Database } from "../../../bot/store/database.ts";
import { emit } from "../../../bot/store/outward/emit.ts";
import { createDeliveryStore } from "../../../bot/store/outward/delivery-store.ts";
import { createSubscriptionStore } from "../../../bot/store/outward/subscription-store.ts";
import type { Vault } from "../../../bot/store/vault.ts";
import { freshDatabase } from "../../support/database.ts";
import { newId, seedBook, testVault, type SeedBook, type SeededBorrower } from "../../support/seed-book.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { silent } from "../api/support.ts";

export interface Post {
  readonly url: string;
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: TestClock;
  readonly book: SeedBook;
  readonly borrower: SeededBorrower;
  readonly manage: ManageDeps;
  readonly deps: DeliverDeps;
  subscribe(url: string, ...events: string[]): Promise<{ id: string; secret: string }>;
  /** One committed change that the lender's systems are told of. */
  happen(times?: number, before?: () => Promise<void>): Promise<void>;
  deliver(subscription: string): Promise<void>;
  states(): Promise<Record<string, number>>;
}

/** An installation of one borrower whose lender's systems are on the loopback. */
export async function openPost(patienceMs = 2_000): Promise<Post> {
  const fresh = await freshDatabase();
  const database = connectDatabase(fresh.url, 8);
  const vault = testVault();
  const clock = testClock(instant("2026-11-22T06:30:00Z"));
  const egress = createEgress(parseEgressAllow("127.0.0.1") ?? nothingAllowed);
  onTestFinished(async () => {
    await egress.close();
    await database.$disconnect();
    await fresh.drop();
  });
  const book = seedBook(database, vault);
  const borrower = await book.borrower({ externalId: "B-1", name: "毒药 Poison Wang", dueOn: day("2026-11-20") });
  const base = { clock, newId, log: silent };
  const manage = { ...base, store: createSubscriptionStore({ database, vault, newId }), checkUrl: egress.check, newSecret: newWebhookSecret };
  const deps = {
    ...base,
    store: createDeliveryStore({ database, vault, newId, speed: 1 }),
    post: createPostSigned(egress, clock.now, patienceMs),
    random: () => 0.5,
  };
  return {
    url: fresh.url,
    database,
    vault,
    clock,
    book,
    borrower,
    manage,
    deps,
    async subscribe(url, ...events) {
      const added = await addWebhook(manage, "admin", { url, events: events.length > 0 ? events : ["status_update"] });
      if (added.status === "refused") throw new Error(added.why);
      return added;
    },
    async happen(times = 1, beforeCommit = () => Promise.resolve()) {
      for (let n = 0; n < times; n++)
        await database.$transaction(async (tx) => {
          await emit(tx, { type: "status_update.claims_paid", at: clock.now(), borrowerId: borrower.id, loanId: borrower.loanId, data: { instalment: 1 } });
          await beforeCommit();
        });
    },
    deliver: (subscription) => deliverDue(deps, subscription),
    async states() {
      const rows = await database.outwardDelivery.groupBy({ by: ["state"], _count: true });
      return Object.fromEntries(rows.map((row) => [row.state, row._count]));
    },
  };
}
