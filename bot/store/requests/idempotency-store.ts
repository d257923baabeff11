import { createHmac } from "node:crypto";
import { z } from "zod";
import type { IdempotencyStore, KeyedRequest } from "../../app/requests/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import { sql, type Database } from "../database.ts";
import { openText, seal } from "../seal.ts";
import type { Vault } from "../vault.ts";

interface Row {
  mine: boolean;
  request_hash: Uint8Array;
  status: number | null;
  response_sealed: Uint8Array | null;
}

/** Keys and bodies are kept as HMACs (a plain hash of a telephone number could be guessed), answers encrypted. */
export function createIdempotencyStore(database: Database, { root }: Vault): IdempotencyStore {
  const mac = (...parts: readonly string[]): Buffer<ArrayBuffer> => createHmac("sha256", root.installation).update(JSON.stringify(parts)).digest();
  const idOf = ({ caller, key }: KeyedRequest) => mac("idempotency key", caller, key);
  return {
    async begin(of, { id: run, now, until, keptSince }) {
      const id = idOf(of);
      const hash = mac("idempotent request", of.method, of.path, of.body);
      // The row is taken where there is none, or where who ran it never came back; else it is only read.
      await database.$executeRaw(sql`
        INSERT INTO idempotent_request AS kept (id, request_hash, run, running_until, created_at)
        VALUES (${id}, ${hash}, ${run}::uuid, ${toDate(until)}, ${toDate(now)})
        ON CONFLICT (id) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, running_until = excluded.running_until,
          created_at = excluded.created_at, status = NULL, response_sealed = NULL
        WHERE kept.created_at < ${toDate(keptSince)}
          OR (kept.status IS NULL AND kept.running_until <= ${toDate(now)} AND kept.request_hash = excluded.request_hash)`);
      const [row] = await database.$queryRaw<Row[]>(
        sql`SELECT run = ${run}::uuid AS mine, request_hash, status, response_sealed FROM idempotent_request WHERE id = ${id}`,
      );
      if (!row) return { status: "running" };
      if (!hash.equals(row.request_hash)) return { status: "other" };
      if (row.mine) return { status: "mine", run };
      if (row.status === null || row.response_sealed === null) return { status: "running" };
      return {
        status: "answered",
        answer: { status: row.status, ...answerForm.parse(JSON.parse(openText(root.installation, place(id), row.response_sealed))) },
      };
    },
    async keep(of, run, { status, contentType, body }) {
      const id = idOf(of);
      const sealed = seal(root.installation, place(id), JSON.stringify({ contentType, body }));
      await database.$executeRaw(sql`
        UPDATE idempotent_request SET status = ${status}, response_sealed = ${sealed}, running_until = NULL
        WHERE id = ${id} AND run = ${run}::uuid AND status IS NULL`);
    },
    async forget(of, run) {
      await database.$executeRaw(sql`DELETE FROM idempotent_request WHERE id = ${idOf(of)} AND run = ${run}::uuid AND status IS NULL`);
    },
  };
}

const place = (id: Buffer): `idempotent_request.response/${string}` => `idempotent_request.response/${id.toString("hex")}`;
const answerForm = z.object({ contentType: z.string(), body: z.string() });
