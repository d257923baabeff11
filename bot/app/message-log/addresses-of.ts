import { e164 } from "../../domain/loans/phone.ts";

/**
 * How a telephone number or address may stand in the book: as E.164 where it is a number (full-width digits, spaces
 * and a missing country code are no matter), and as it was written.
 */
export function addressesOf(text: string, zone: string, locale: string): string[] {
  const plain = text.normalize("NFKC").trim();
  const number = e164(plain, zone, locale);
  return [...new Set([...(number === undefined ? [] : [number]), plain, plain.replaceAll(/[\s().-]/g, "")])].filter((address) => address !== "");
}
