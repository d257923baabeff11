import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeS3 {
  readonly endpoint: string;
  readonly port: number;
  /** By path: "/bucket/key". */
  readonly objects: Map<string, Buffer>;
  /** Requests whose signature or content did not hold. */
  readonly refused: string[];
  /** How the next request is answered, instead of as it should be. */
  fail: number | undefined;
  close(): Promise<void>;
}

/** A bucket in memory that believes no request it cannot verify: Signature Version 4, worked out here from AWS's description. */
export async function openFakeS3({ region, accessKeyId, secret }: { region: string; accessKeyId: string; secret: string }): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = request.url ?? "";
      const fault = faultOf(request, body, { region, accessKeyId, secret });
      const status = fake.fail ?? (fault === undefined ? undefined : 403);
      fake.fail = undefined;
      if (fault !== undefined) refused.push(fault);
      if (status !== undefined) return response.writeHead(status).end("<Error><Code>no</Code></Error>");
      if (request.method === "PUT") {
        objects.set(path, body);
        return response.writeHead(200).end();
      }
      if (request.method === "DELETE") {
        objects.delete(path);
        return response.writeHead(204).end();
      }
      const found = objects.get(path);
      return found ? response.writeHead(200).end(found) : response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const fake: FakeS3 = {
    endpoint: `http://127.0.0.1:${String(port)}`,
    port,
    objects,
    refused,
    fail: undefined,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const hex = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();

function faultOf(request: IncomingMessage, body: Buffer, { region, accessKeyId, secret }: { region: string; accessKeyId: string; secret: string }) {
  const header = (name: string): string => String(request.headers[name] ?? "");
  if (header("x-amz-content-sha256") !== hex(body)) return "content";
  const said = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    header("authorization"),
  );
  const [, key = "", day = "", where = "", names = "", signature = ""] = said ?? [];
  if (key !== accessKeyId || where !== region) return "credential";
  if (!names.split(";").includes("host") || !names.split(";").includes("x-amz-content-sha256")) return "signed headers";
  const lines = names.split(";").map((name) => `${name}:${header(name).trim()}\n`);
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const canonical = [request.method, path, query, lines.join(""), names, header("x-amz-content-sha256")].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", header("x-amz-date"), `${day}/${region}/s3/aws4_request`, hex(canonical)].join("\n");
  const signing = ["s3", "aws4_request"].reduce<Buffer>((from, text) => hmac(from, text), hmac(hmac(`AWS4${secret}`, day), region));
  return hmac(signing, toSign).toString("hex") === signature ? undefined : "signature";
}
