import { hash } from "node:crypto";
import type { BorrowerId, ContactPointId, HoldId } from "../../domain/ids.ts";

/**
 * The id of the hold that the lender's file sets on a borrower or contact point: always the same (a UUID of version 8,
 * RFC 9562), so that the file lifts what the file set, and never what an officer did.
 */
export function importHoldId(of: BorrowerId | ContactPointId): HoldId {
  const hex = hash("sha256", `import hold ${of}`, "hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0b11) | 0b1000).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}` as HoldId;
}
