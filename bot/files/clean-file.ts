/**
 * What a borrower's phone sends, made safe to keep: its kind is read from its bytes, never from its name; a picture is
 * drawn anew, upright, so that nothing but its pixels is left (no place, no device, no moment, no second picture inside).
 */
import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import type { Clean, CleanFile } from "../app/documents/ports.ts";

/** A photo of a good phone at full size has about that. */
export const mostFileBytes = 12 * 1024 * 1024;
/** Of a picture: 64 megapixels, 256 MB once unpacked; a bomb says it has more, and is refused before it is unpacked. */
const mostPixels = 64_000_000;
/** Legible on any screen and on paper. */
const longestSide = 2_400;

const pictures = ["image/jpeg", "image/png", "image/webp"] as const;
const isPicture = (mime: string): mime is (typeof pictures)[number] => pictures.some((each) => each === mime);
const appleOnly = ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"];

export const cleanFile: Clean = async (bytes) => {
  if (bytes.length > mostFileBytes) return { refused: "too_large" };
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? "";
  if (mime === "application/pdf") return { bytes: Buffer.from(bytes), mime, stripped: false };
  // The picture library that comes with Huifang may not read the codec in it.
  if (appleOnly.includes(mime)) return { refused: "heic" };
  if (!isPicture(mime)) return { refused: "kind" };
  return redrawn(bytes, mime);
};

async function redrawn(bytes: Uint8Array, mime: (typeof pictures)[number]): Promise<CleanFile | { refused: "unreadable" }> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", animated: false })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true });
    const { data, info } = await encoded(picture, mime).toBuffer({ resolveWithObject: true });
    return { bytes: data, mime, width: info.width, height: info.height, stripped: true };
  } catch {
    // Cut off, or not what its first bytes say. What the library says may quote the file: it is dropped.
    return { refused: "unreadable" };
  }
}

/** Without `keepMetadata`, sharp writes none. */
function encoded(picture: Sharp, mime: (typeof pictures)[number]): Sharp {
  switch (mime) {
    case "image/jpeg":
      return picture.jpeg({ quality: 85 });
    case "image/png":
      return picture.png();
    case "image/webp":
      return picture.webp({ quality: 85 });
  }
}
