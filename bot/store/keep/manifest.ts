/** What a backup says of itself: written last, so that a backup without one is known to be broken off. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import canonicalize from "canonicalize";
import { z } from "zod";
import { KeepFault } from "./keep-fault.ts";

/** Raised where a reader of today could not read it. */
const formNumber = 1;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const form = z.object({
  huifang_backup: z.number().int(),
  /** The data, or the borrowers' keys and the list of the erased. */
  part: z.enum(["data", "keys"]),
  /** The same for both parts of one backup. */
  set: z.uuid(),
  taken_at: z.iso.datetime(),
  postgres: z.string(),
  /** Of HUIFANG_KEY. */
  key_fingerprint: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: hex })),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      file: z.string().regex(/^[a-z0-9_.]+$/),
      bytes: z.number().int(),
      sha256: hex,
    }),
  ),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string() })),
  /** HMAC-SHA-256 of all the rest (RFC 8785) under a key derived from HUIFANG_KEY. */
  mac: hex,
});

export type Manifest = z.infer<typeof form>;
export type BackedUpTable = Manifest["tables"][number];
export type BackupPart = Manifest["part"];

const fileName = "manifest.json";

/** On disk when it returns. */
export function writeManifest(dir: string, key: Buffer, of: Omit<Manifest, "mac" | "huifang_backup">): Manifest {
  const said = { huifang_backup: formNumber, ...of };
  const manifest = { ...said, mac: macOf(key, said) };
  const draft = join(dir, `${fileName}.part`);
  synced(draft, "wx", (fd) => writeSync(fd, `${JSON.stringify(manifest, null, 1)}\n`));
  renameSync(draft, join(dir, fileName));
  synced(dir, "r", () => undefined);
  return manifest;
}

/** Throws KeepFault where it is missing, damaged, of another key or of a newer form. */
export function readManifest(dir: string, part: BackupPart, root: { readonly manifest: Buffer; readonly fingerprint: string }): Manifest {
  const manifest = looseManifest(dir);
  if (manifest.part !== part) throw new KeepFault(`${dir} is a backup of the ${manifest.part}, not of the ${part}`);
  if (manifest.key_fingerprint !== root.fingerprint)
    throw new KeepFault(
      `HUIFANG_KEY is another key than ${dir} was made with (fingerprint ${root.fingerprint}, expected ${manifest.key_fingerprint}): nothing in it could be read`,
    );
  const { mac, ...said } = manifest;
  if (!timingSafeEqual(Buffer.from(mac, "hex"), Buffer.from(macOf(root.manifest, said), "hex")))
    throw new KeepFault(`${join(dir, fileName)} was changed or damaged: it does not bear the mark of its key`);
  return manifest;
}

/** As `readManifest`, but its mark is not checked. */
export function looseManifest(dir: string): Manifest {
  const file = join(dir, fileName);
  if (!existsSync(file)) throw new KeepFault(`${dir} has no ${fileName}: it is no backup, or one that was broken off`);
  const read = form.safeParse(json(readFileSync(file, "utf8")));
  const number = z.object({ huifang_backup: z.number() }).safeParse(json(readFileSync(file, "utf8"))).data?.huifang_backup;
  if (number !== undefined && number > formNumber) throw new KeepFault(`${dir} was made by a newer version of Huifang: restore it with that version`);
  if (!read.success) throw new KeepFault(`${file} was changed or damaged`);
  return read.data;
}

const macOf = (key: Buffer, said: object): string =>
  createHmac("sha256", key)
    .update(canonicalize(said) ?? "")
    .digest("hex");

function synced(path: string, flags: string, work: (fd: number) => unknown): void {
  const fd = openSync(path, flags, 0o600);
  try {
    work(fd);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
