/**
 * Personal data at rest: AES-256-GCM with a key of the borrower's own. Destroying that key erases the person, since
 * nothing encrypted with it can be read again (design §3.8).
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Binds a ciphertext to its place ("borrower.name/<id>"), so that swapping two rows' values does not decrypt. */
export type Place = `${string}.${string}/${string}`;

const form = 1;
const nonceBytes = 12;
const tagBytes = 16;

export function seal(key: Buffer, place: Place, plain: Buffer | string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([Buffer.of(form), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where the key, the place or any byte is another. */
export function open(key: Buffer, place: Place, sealed: Uint8Array): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== form) throw new Error(`sealed in an unknown form: ${String(bytes[0])}`);
  const nonce = bytes.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]);
}

export const openText = (key: Buffer, place: Place, sealed: Uint8Array): string => open(key, place, sealed).toString("utf8");

/** The installation's keys, all derived (HKDF-SHA-256) from HUIFANG_KEY; none is stored. */
export interface RootKeys {
  /** Wraps borrower keys. */
  readonly wrap: Buffer;
  /** Seals what belongs to no borrower. */
  readonly installation: Buffer;
  /** Signs sign-in cookies and encrypts second factors. */
  readonly signIn: string;
  /** Marks manifests of backups. */
  readonly manifest: Buffer;
  /** First eight bytes in hex: tells two keys apart and nothing else. */
  readonly fingerprint: string;
  /** HMAC of a channel's address: equal for equal addresses, of no use without the key. */
  addressIndex(channel: string, address: string): Buffer<ArrayBuffer>;
  /** HMAC of a file's bytes: tells that the same file came before. */
  fileIndex(bytes: Uint8Array): Buffer<ArrayBuffer>;
}

/** `root`: 32 random bytes. Throws RangeError where it is shorter. */
export function rootKeys(root: Buffer): RootKeys {
  if (root.length !== 32) throw new RangeError(`HUIFANG_KEY must be 32 bytes, this is ${String(root.length)}`);
  const derived = (purpose: string): Buffer => derive(root, `huifang ${purpose}`);
  const index = derived("address index");
  const files = derived("file index");
  return {
    wrap: derived("wrap borrower keys"),
    installation: derived("installation"),
    signIn: derived("sign in").toString("base64"),
    manifest: derived("backup manifest"),
    fingerprint: derived("fingerprint").subarray(0, 8).toString("hex"),
    addressIndex: (channel, address) => createHmac("sha256", index).update(`${channel}\n${address}`).digest(),
    fileIndex: (bytes) => createHmac("sha256", files).update(bytes).digest(),
  };
}

/** The log's leaf salt: derived from the key and the entry, so that destroying the key destroys it and no row goes. */
export const logSalt = (key: Buffer, entryId: string): Buffer => derive(key, `huifang log salt ${entryId}`);

export const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer<ArrayBuffer> => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const derive = (key: Buffer, info: string): Buffer<ArrayBuffer> => Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), info, 32));
