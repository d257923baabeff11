import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { request, type Dispatcher } from "undici";
import type { FileStore } from "../app/documents/ports.ts";
import { checkedKey } from "./store-key.ts";

export interface S3 {
  /** "https://s3.eu-central-1.amazonaws.com", "https://minio.lender.example"; the bucket is named in the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The process's one way out: it judges the address when it connects. */
  readonly dispatcher: Dispatcher;
}

/** What the store answered, by number: its words may name keys and buckets. */
export class S3Fault extends Error {
  override readonly name = "S3Fault";
  readonly code: string;
  constructor(status: number) {
    super(`the file store answered ${String(status)}`);
    this.code = `s3_${String(status)}`;
  }
}

const patienceMs = 30_000;
/** No more than what was put there; an answer that goes on for ever is cut. */
const mostBytes = 16 * 1024 * 1024;

/** Any store that speaks S3, its requests signed with Signature Version 4. */
export function createS3Files({ endpoint, bucket, region, accessKeyId, secretAccessKey, dispatcher }: S3): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: "s3", region });
  const root = `${endpoint.replace(/\/+$/, "")}/${bucket}`;
  const call = async (method: "GET" | "PUT" | "DELETE", key: string, body?: Uint8Array) => {
    const url = `${root}/${key}`;
    const content = { "x-amz-content-sha256": sha256(body ?? new Uint8Array()), ...(body && { "content-type": "application/octet-stream" }) };
    // aws4fetch signs; undici sends, since only it takes the dispatcher. `host` is its own to write.
    const signed = await client.sign(url, { method, headers: content });
    const headers = Object.fromEntries([...signed.headers].filter(([name]) => name !== "host"));
    return request(url, { method, headers, dispatcher, ...(body && { body }), signal: AbortSignal.timeout(patienceMs) });
  };
  const drained = async (answer: Dispatcher.ResponseData, good: readonly number[]): Promise<void> => {
    await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
    if (!good.includes(answer.statusCode)) throw new S3Fault(answer.statusCode);
  };
  return {
    says: `files in bucket ${bucket} of ${new URL(endpoint).host}`,
    put: async (key, bytes) => drained(await call("PUT", checkedKey(key), bytes), [200, 201, 204]),
    async get(key) {
      const answer = await call("GET", checkedKey(key));
      if (answer.statusCode === 404) return drained(answer, [404]).then(() => undefined);
      if (answer.statusCode !== 200) return drained(answer, []).then(() => undefined);
      return whole(answer);
    },
    remove: async (key) => drained(await call("DELETE", checkedKey(key)), [200, 202, 204, 404]),
  };
}

/** Signed with the request: bytes changed on the way are refused. */
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function whole(answer: Dispatcher.ResponseData): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer.body) {
    const buffer = Buffer.from(part);
    bytes += buffer.length;
    if (bytes > mostBytes) throw new S3Fault(413);
    parts.push(buffer);
  }
  return Buffer.concat(parts);
}
