import type { InboundItem } from "../../app/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId, LogEntryId } from "../../domain/ids.ts";
import { startText } from "../../domain/turns/hear-start.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { sha256 } from "../seal.ts";
import { bindChat } from "./bind-chat.ts";
import { ownerByAddress, type Owner } from "./owner.ts";
import { storeTexts, type Stored, type Storing } from "./store-texts.ts";
import { whose } from "./whose.ts";

type Start = InboundItem & { kind: "start" };

/**
 * A chat was opened. A good token binds it to the borrower whose link it is; without one, a chat that we know is
 * opened anew. What the borrower sees comes from the turn that this start wakes: the question who they are.
 */
export async function startChat(deps: Storing, channel: string, item: Start, id: InboundId, now: Instant): Promise<Stored> {
  const { tx, vault } = deps;
  const opened = item.token === undefined ? undefined : await useLink(deps, channel, item.token, now);
  const bound = opened && (await bindChat(deps, channel, opened, item.address, now));
  if (opened && bound) await tx.channelLink.update({ where: { tokenHash: opened.tokenHash }, data: { contactPointId: bound.id } });
  const guess = bound ?? (await ownerByAddress(tx, vault, channel, item.address));
  // a link says whose it is; who opens the chat again without one may be any of those who share it
  const known = bound ?? (await whose({ tx, vault }, channel, { ...item, text: startText }, guess, now));
  const [stored = nobody] = await storeTexts(deps, [{ channel, item: { id, providerId: item.providerId, at: item.at, text: startText }, found: known, now }]);
  if (stored.status === "stored" && known && !bound) await openAgain(deps, channel, known, now);
  if (stored.status !== "known" && item.token !== undefined && !bound) await tellOfRefusal(deps, channel, item.token, now);
  return stored;
}

const nobody: Stored = { status: "nobody" };

interface Link {
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly borrowerId: BorrowerId;
}

/** Single use, also for two who open it at once: the second waits for the row and finds it used. */
async function useLink({ tx, vault }: Storing, channel: string, token: string, now: Instant): Promise<Link | undefined> {
  const [link] = await tx.$queryRaw<Link[]>(sql`
    UPDATE channel_link SET used_at = ${toDate(now)}
    WHERE token_hash = ${sha256(token)} AND channel = ${channel} AND used_at IS NULL AND expires_at > ${toDate(now)}
    RETURNING token_hash AS "tokenHash", borrower_id::text AS "borrowerId"`);
  // Of an erased borrower nobody may be bound to what is left.
  return link && (await vault.keysOf(tx, [link.borrowerId])).has(link.borrowerId) ? link : undefined;
}

/** A chat that was blocked and is opened again by its person; not one that a wrong person or an opt-out closed. */
async function openAgain({ tx, vault, newId }: Storing, channel: string, { id, borrowerId }: Owner, now: Instant): Promise<void> {
  const reopened = await tx.$executeRaw(sql`
    UPDATE contact_point c SET state = 'unverified', verified_at = NULL
    WHERE c.id = ${id}::uuid AND c.state = 'closed'
      AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.contact_point_id = c.id AND h.lifted_at IS NULL AND h.reason IN ('wrong_person', 'opt_out'))
      AND NOT EXISTS (SELECT 1 FROM channel_link l JOIN contact_point o ON o.id = l.contact_point_id
                      WHERE l.borrower_id = c.borrower_id AND l.channel = ${channel} AND o.id <> c.id AND o.state <> 'closed')`);
  if (reopened === 0) return;
  await appendLog(tx, vault, [
    { id: newId<LogEntryId>(), at: now, kind: "contact_point.opened", borrowerId, actor: "borrower", body: { contactPoint: id, because: "start" } },
  ]);
}

/** A link of ours that was used or had run out: its borrower's log says that somebody tried. */
async function tellOfRefusal({ tx, vault, newId }: Storing, channel: string, token: string, now: Instant): Promise<void> {
  const link = await linkOf(tx, token);
  if (!link || link.channel !== channel) return;
  const body = { channel, reason: link.usedAt ? "used" : "expired" };
  await appendLog(tx, vault, [
    { id: newId<LogEntryId>(), at: now, kind: "channel_link.refused", borrowerId: link.borrowerId as BorrowerId, actor: "system", body },
  ]);
}

const linkOf = (tx: Tx, token: string) => tx.channelLink.findUnique({ where: { tokenHash: sha256(token) } });
