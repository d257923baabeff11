import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { CleanFile } from "../../../bot/app/documents/ports.ts";
import { cleanFile, mostFileBytes } from "../../../bot/files/clean-file.ts";

const plain = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });
const gps = { IFD3: { GPSLatitudeRef: "N", GPSLatitude: "30/1 15/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "120/1 9/1 0/1" } };
/** As a phone takes it: lying on its side, with where, when and by which device. */
const fromPhone = () =>
  plain()
    .withExif({ IFD0: { Make: "PhoneMaker", Model: "SecretModel 7", DateTime: "2026:11:20 08:00:00" }, ...gps })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

async function kept(bytes: Uint8Array): Promise<CleanFile> {
  const clean = await cleanFile(bytes);
  if ("refused" in clean) throw new Error(`refused: ${clean.refused}`);
  return clean;
}

/** A PNG that says it is so large, and whose pixels would unpack to gigabytes. */
function bomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1_000_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe("a file that a borrower sends", () => {
  it("keeps nothing of where, when and with what a photo was taken, and stands upright", async () => {
    const phone = await fromPhone();
    const before = await sharp(phone).metadata();
    expect(before.exif?.toString("latin1")).toContain("SecretModel 7");
    // the GPS block is there: tag 0x8825 of the first directory
    expect(before.exif?.includes(Buffer.from([0x88, 0x25])) || before.exif?.includes(Buffer.from([0x25, 0x88]))).toBe(true);
    const clean = await kept(phone);
    const after = await sharp(clean.bytes).metadata();
    expect({ exif: after.exif, xmp: after.xmp, iptc: after.iptc, orientation: after.orientation }).toEqual({});
    expect(clean.bytes.toString("latin1")).not.toMatch(/SecretModel|PhoneMaker|Exif|2026:11:20/);
    expect(clean).toMatchObject({ mime: "image/jpeg", width: 40, height: 60, stripped: true });
  });

  it.each([
    ["image/png", () => plain().withExif(gps).png().toBuffer()],
    ["image/webp", () => plain().withExif(gps).webp().toBuffer()],
  ] as const)("a %s too", async (mime, make) => {
    const clean = await kept(await make());
    expect(clean.mime).toBe(mime);
    expect((await sharp(clean.bytes).metadata()).exif).toBeUndefined();
  });

  it("that hides another file behind its end loses it", async () => {
    const hidden = Buffer.concat([await plain().jpeg().toBuffer(), Buffer.from("<?php the rest ?>")]);
    expect((await kept(hidden)).bytes.includes("<?php")).toBe(false);
  });

  it("is the same once drawn anew, so that one sent twice is seen again", async () => {
    const phone = await fromPhone();
    expect((await kept(phone)).bytes.equals((await kept(phone)).bytes)).toBe(true);
  });

  it("is made no larger than a screen needs", async () => {
    expect(await kept(await plain(4_000, 1_000).jpeg().toBuffer())).toMatchObject({ width: 2_400, height: 600 });
  });

  it("a PDF is kept as it came, and says so", async () => {
    const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Author(Somebody)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF");
    expect(await cleanFile(pdf)).toEqual({ bytes: pdf, mime: "application/pdf", stripped: false });
  });

  it.each([
    ["kind", "a program named like a picture", Buffer.from("MZ\x90\0 this is no photo.jpg")],
    ["kind", "a page", Buffer.from("<html><script>alert(1)</script></html>")],
    ["kind", "a drawing with scripts", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ["kind", "an animation", Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1")],
    ["kind", "nothing that is known", Buffer.from("hello")],
    ["heic", "a picture of Apple's", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")],
    ["unreadable", "the first bytes of a picture", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])],
    ["unreadable", "a bomb of 1.6 gigapixels", bomb(40_000)],
    ["too_large", "more than a photo has", Buffer.alloc(mostFileBytes + 1)],
  ] as const)("is refused (%s): %s", async (why, _, bytes) => {
    expect(await cleanFile(bytes)).toEqual({ refused: why });
  });

  it("is refused where it was cut off on the way", async () => {
    const whole = await plain(400, 400).jpeg().toBuffer();
    expect(await cleanFile(whole.subarray(0, whole.length / 2))).toEqual({ refused: "unreadable" });
  });
});
