import type { InboundItem } from "../../app/ports.ts";
import type { ReceiveStore } from "../../app/receive/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { InboundId, NewId } from "../../domain/ids.ts";
import type { Database } from "../database.ts";
import { together } from "../together.ts";
import type { Vault } from "../vault.ts";
import { applyReceipts, type ReceiptTold } from "./apply-receipts.ts";
import { closeGone } from "./close-gone.ts";
import { ownerOf, plainOwners, type TextFrom } from "./owners-of.ts";
import { startChat } from "./start-chat.ts";
import { storeTexts, type Stored, type Storing } from "./store-texts.ts";

export interface ReceiveStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** One alone waits for nobody; in a storm of webhooks many share the cost of a transaction. */
const batch = { most: 64, atOnce: 2 };

export function createReceiveStore({ database, vault, newId }: ReceiveStoreDeps): ReceiveStore {
  const within = <T>(work: (deps: Storing) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  const texts = together((asks: readonly TextTold[]) => within((deps) => storeAll(deps, asks)), batch);
  const receipts = together((asks: readonly ReceiptTold[]) => within((deps) => applyReceipts(deps, asks)), batch);
  return {
    text: (channel, item, id, now) => texts({ channel, item, id, now }),
    start: (channel, item, id, now) => within((deps) => startChat(deps, channel, item, id, now)),
    gone: (channel, item, id, now) => within((deps) => closeGone(deps, channel, item, id, now)),
    receipt: (channel, item, id, now) => receipts({ channel, item, id, now }),
  };
}

interface TextTold extends TextFrom {
  readonly item: InboundItem & { kind: "text" };
  readonly id: InboundId;
  readonly now: Instant;
}

/** Those of an address of one borrower together; each of the others alone, in their order: what one says may tell whose the next is. */
async function storeAll(deps: Storing, texts: readonly TextTold[]): Promise<readonly Stored[]> {
  const owners = await plainOwners(deps, texts);
  const stored = new Map<TextTold, Stored>();
  const plain = texts.flatMap((text, at) => {
    const owner = owners[at];
    return owner === undefined ? [] : [{ text, found: owner === "nobody" ? undefined : owner }];
  });
  const done = await storeTexts(
    deps,
    plain.map(({ text: { channel, item, id, now }, found }) => ({ channel, item: { ...item, id }, found, now })),
  );
  for (const [at, { text }] of plain.entries()) stored.set(text, doneAt(done, at));
  for (const text of texts.filter((one) => !stored.has(one))) {
    const { channel, item, id, now } = text;
    stored.set(text, doneAt(await storeTexts(deps, [{ channel, item: { ...item, id }, found: await ownerOf(deps, text), now }]), 0));
  }
  return texts.map((text) => stored.get(text) ?? { status: "nobody" });
}

function doneAt(done: readonly Stored[], at: number): Stored {
  const one = done[at];
  if (!one) throw new RangeError("a text was stored without an answer");
  return one;
}
