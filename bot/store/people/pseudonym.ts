import type { Vault } from "../vault.ts";

/** What better-auth knows an e-mail address by: an HMAC, in the form of an address (RFC 2606: `.invalid` is nobody's). */
export const pseudonym = (vault: Vault, email: string): string => `${emailIndex(vault, email).toString("hex").slice(0, 40)}@people.invalid`;

export const emailIndex = (vault: Vault, email: string): Buffer<ArrayBuffer> => vault.root.addressIndex("e-mail of an officer", normal(email));

/** Full-width characters and capitals are the same address to whoever types them. */
const normal = (email: string): string => email.normalize("NFKC").trim().toLowerCase();
