import { z } from "zod";
import type { ThreadItem } from "../../app/message-log/views.ts";
import { parseInstant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import type { Desk } from "../console/desk.ts";
import { reasonsOf } from "../console/reasons.ts";
import { sql } from "../database.ts";
import { instantOf } from "../days.ts";
import { openText } from "../seal.ts";
import { touchColumns, touchView, type TouchSql } from "./log-items.ts";

export interface EntryRow {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  body_sealed: Uint8Array;
}

type Body = Readonly<Record<string, unknown>>;

/** Entries of one borrower's log as a thread shows them. */
export async function told(desk: Desk, borrower: BorrowerId, rows: readonly EntryRow[]): Promise<ThreadItem[]> {
  const { tx, vault } = desk;
  const key = (await vault.keysOf(tx, [borrower])).get(borrower);
  const opened = rows.map((row) => ({ row, body: bodyOf(row, key ?? vault.root.installation) }));
  const units = opened.flatMap(({ row, body }) => (heldKinds.has(row.kind) && typeof body?.["unit"] === "string" ? [body["unit"]] : []));
  const touches = new Map((await tx.$queryRaw<TouchSql[]>(sql`${touchColumns} WHERE t.id = ANY(${units}::uuid[])`)).map((touch) => [touch.id, touch]));
  const messages = await tx.message.findMany({ where: { id: { in: units } }, select: { id: true, template: true } });
  const templates = new Map(messages.map(({ id, template }) => [id, template]));
  return opened.map(({ row, body }): ThreadItem => {
    const head = { id: row.id, at: instantOf(row.at) };
    if (row.kind === "borrower.looked_at") return { ...head, kind: "look", viewer: viewerOf(row.actor), page: textOf(body, "page") };
    if (heldKinds.has(row.kind) && body) {
      const unit = textOf(body, "unit") ?? "";
      const touch = touches.get(unit);
      return {
        ...head,
        kind: "held",
        decision: row.kind.endsWith("deferred") ? "defer" : "suppress",
        touch: touch ? touchView(touch) : null,
        template: touch?.template ?? templates.get(unit) ?? null,
        reasons: reasonsOf(body["reasons"]),
        policyVersion: textOf(body, "policy"),
        until: parseInstant(textOf(body, "until") ?? "") ?? null,
      };
    }
    return { ...head, kind: "event", what: row.kind, actor: row.actor, details: detailsOf(body ?? {}), erased: body === null };
  });
}

const heldKinds = new Set(["touch.deferred", "touch.suppressed", "message.deferred", "message.suppressed"]);

/** Null where the key was destroyed; what was written after that is sealed with the installation's. */
function bodyOf(row: EntryRow, key: Buffer): Body | null {
  try {
    return form.parse(JSON.parse(openText(key, `log_entry.body/${row.id}`, row.body_sealed)));
  } catch (fault) {
    // Not ours to open: any other fault is a defect.
    if (fault instanceof Error && /unable to authenticate/i.test(fault.message)) return null;
    throw fault;
  }
}

const form = z.record(z.string(), z.unknown());
const textOf = (body: Body | null, name: string): string | null => (typeof body?.[name] === "string" ? body[name] : null);
const viewerOf = (actor: string): string => actor.replace(/^officer:/, "");

/** Plain values without our own ids, which say nothing to a reader. */
function detailsOf(body: Body): { name: string; value: string }[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return [];
    return z.uuid().safeParse(value).success ? [] : [{ name, value: String(value) }];
  });
}
