import { z } from "zod";
import { fromDate, type Instant } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { aboutIndex, type ProviderMessage } from "./about-index.ts";
import { moveMessages, type Known, type Move } from "./move-messages.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

const payloadForm = z.object({ state: z.enum(["delivered", "read", "failed"]), code: z.string().nullable() });

/** Receipts that came before the provider's answer told us its id of the message; in the send's own transaction, under `lockAbout`. */
export async function applyEarlyReceipts(deps: Deps, sent: readonly (ProviderMessage & Known & { readonly now: Instant })[]): Promise<void> {
  if (sent.length === 0) return;
  const { tx, vault } = deps;
  const byIndex = new Map(sent.map((one) => [aboutIndex(vault, one).toString("hex"), one]));
  const about = sent.map((one) => aboutIndex(vault, one));
  const early = await tx.inboundEvent.findMany({ where: { aboutIndex: { in: about }, kind: "receipt", state: "nobody" }, orderBy: { providerAt: "asc" } });
  const moves: Move[] = [];
  for (const event of early) {
    const message = event.aboutIndex && byIndex.get(Buffer.from(event.aboutIndex).toString("hex"));
    if (!message) continue;
    const { state, code } = payloadForm.parse(JSON.parse(openText(vault.root.installation, `inbound_event.payload/${event.id}`, event.payloadSealed)));
    const at = fromDate(event.providerAt);
    const { providerMessageId, borrowerId, now } = message;
    const item = { kind: "receipt", providerId: event.providerId, at, state, providerMessageId, ...(code !== null && { code }) } as const;
    moves.push({ message, item, now });
    await tx.inboundEvent.update({ where: { id: event.id }, data: { state: "done", borrowerId, aboutIndex: null } });
  }
  await moveMessages(deps, moves);
}
