import { randomUUID } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileStore, StoreKey } from "../../../bot/app/documents/ports.ts";
import { openFiles } from "../../../bot/assembly/files.ts";
import { readConfig } from "../../../bot/config.ts";
import { createLocalFiles } from "../../../bot/files/local-files.ts";
import { createS3Files, type S3 } from "../../../bot/files/s3-files.ts";
import { createEgress, type Egress } from "../../../bot/outward/egress.ts";
import { nothingAllowed, parseEgressAllow } from "../../../bot/outward/egress-rules.ts";
import { openFakeS3, type FakeS3 } from "../../support/fake-s3.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const account = { region: "eu-central-1", accessKeyId: "AKIATEST", secret: "a/secret+of the test" };
const newKey = (id = randomUUID()): StoreKey => `${id.slice(0, 2)}/${id}` as StoreKey;
const bytes = Buffer.from("sealed before it comes here");

let s3: FakeS3;
let egress: Egress;
const directory = makeTestDirectory("files");
const folder = join(directory.path, "files");
beforeAll(async () => {
  s3 = await openFakeS3(account);
  egress = createEgress(parseEgressAllow("127.0.0.1") ?? nothingAllowed);
});
afterAll(async () => {
  await egress.close();
  await s3.close();
  directory.remove();
});

const bucket = (more: Partial<S3> = {}): FileStore =>
  createS3Files({
    endpoint: `${s3.endpoint}/`,
    bucket: "huifang-files",
    region: account.region,
    accessKeyId: account.accessKeyId,
    secretAccessKey: account.secret,
    dispatcher: egress.dispatcher,
    ...more,
  });
const stores: Readonly<Record<string, () => FileStore>> = { "a folder": () => createLocalFiles(folder), "an S3 bucket": () => bucket() };

describe.each(Object.keys(stores))("files in %s", (name) => {
  const store = (): FileStore => stores[name]?.() ?? createLocalFiles(folder);

  it("are kept whole, read back, written again without harm, and gone once removed", async () => {
    const key = newKey();
    expect(await store().get(key)).toBeUndefined();
    await store().put(key, bytes);
    await store().put(key, bytes);
    expect(await store().get(key)).toEqual(bytes);
    await store().remove(key);
    await store().remove(key);
    expect(await store().get(key)).toBeUndefined();
  });

  it.each(["../../etc/passwd", "aa/../../x", "/etc/passwd", "aa/..%2f..%2fx", "", "AA/00000000-0000-4000-8000-000000000000", "aa/b\0c"])(
    "never lie anywhere else: %j is no key",
    async (key) => {
      await expect((async () => store().put(key as StoreKey, bytes))()).rejects.toThrow(RangeError);
      await expect((async () => store().get(key as StoreKey))()).rejects.toThrow(RangeError);
      await expect((async () => store().remove(key as StoreKey))()).rejects.toThrow(RangeError);
    },
  );
});

describe("a folder of files", () => {
  it("is read by nobody else, and holds no half file", async () => {
    const key = newKey();
    await createLocalFiles(folder).put(key, bytes);
    expect(statSync(join(folder, key)).mode & 0o077).toBe(0);
    expect(statSync(join(folder, key.slice(0, 2))).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, key.slice(0, 2))).filter((file) => file.endsWith(".part"))).toEqual([]);
  });
});

describe("a bucket", () => {
  it("believes our signature, and the path is the bucket and the key", async () => {
    const key = newKey();
    await bucket().put(key, bytes);
    expect(s3.objects.get(`/huifang-files/${key}`)).toEqual(bytes);
    expect(s3.refused).toEqual([]);
  });

  it("refuses another's secret; what it says is not repeated", async () => {
    const fault = await bucket({ secretAccessKey: "wrong" })
      .put(newKey(), bytes)
      .catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ name: "S3Fault", code: "s3_403", message: "the file store answered 403" });
    expect(s3.refused.splice(0)).toEqual(["signature"]);
  });

  it("that does not work throws, instead of saying that there is no such file", async () => {
    const key = newKey();
    s3.fail = 503;
    await expect(bucket().get(key)).rejects.toMatchObject({ code: "s3_503" });
    s3.fail = 500;
    await expect(bucket().remove(key)).rejects.toMatchObject({ code: "s3_500" });
  });

  it("on an internal address is called only where the operator listed it", async () => {
    const strict = createEgress(nothingAllowed);
    await expect(bucket({ dispatcher: strict.dispatcher }).get(newKey())).rejects.toThrow();
    await strict.close();
    const environment = {
      FILES_S3_ENDPOINT: s3.endpoint,
      FILES_S3_BUCKET: "huifang-files",
      FILES_S3_REGION: "eu-central-1",
      FILES_S3_ACCESS_KEY_ID: account.accessKeyId,
      FILES_S3_SECRET_ACCESS_KEY: account.secret,
    };
    expect(() => openFiles(readConfig(environment))).toThrow(/EGRESS_ALLOW/);
    expect(openFiles(readConfig({ ...environment, EGRESS_ALLOW: "127.0.0.1" })).says).toBe(`files in bucket huifang-files of 127.0.0.1:${String(s3.port)}`);
    expect(() => readConfig({ FILES_S3_BUCKET: "huifang-files" })).toThrow(/FILES_S3_ENDPOINT: missing, but FILES_S3_BUCKET is given/);
    expect(() => readConfig({ ...environment, FILES_S3_BUCKET: "Not A Bucket" })).toThrow(/FILES_S3_BUCKET: expected the name of a bucket/);
    expect(openFiles(readConfig({ HUIFANG_DATA_DIR: "/srv/huifang" })).says).toBe("files in /srv/huifang/files");
  });
});
