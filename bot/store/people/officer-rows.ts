import type { OfficerDraft } from "../../app/people/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { Tx } from "../database.ts";
import { seal } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { emailIndex, pseudonym } from "./pseudonym.ts";

/** The columns that a draft decides, sealed. */
export function officerColumns(vault: Vault, id: string, draft: OfficerDraft, now: Instant) {
  const { root } = vault;
  return {
    officer: draft.officer,
    nameSealed: seal(root.installation, `officer.name/${id}`, draft.name),
    branch: draft.branch,
    role: draft.role,
    emailSealed: draft.email === null ? null : seal(root.installation, `officer.email/${id}`, draft.email),
    emailIndex: draft.email === null ? null : emailIndex(vault, draft.email),
    alertChannel: draft.alert?.channel ?? null,
    alertAddressSealed: draft.alert && seal(root.installation, `officer.alert_address/${id}`, draft.alert.address),
    updatedAt: toDate(now),
  };
}

/** better-auth's own row of this person: a pseudonym and a handle. Without an address there is no way to sign in. */
export async function writeSignInUser(tx: Tx, vault: Vault, id: string, draft: OfficerDraft, now: Instant): Promise<void> {
  if (draft.email === null) {
    await endSessions(tx, id);
    await tx.signInAccount.deleteMany({ where: { userId: id } });
    await tx.signInUser.deleteMany({ where: { id } });
    return;
  }
  const row = { name: draft.officer, email: pseudonym(vault, draft.email), emailVerified: true, updatedAt: toDate(now) };
  await tx.signInUser.upsert({ where: { id }, create: { id, ...row, createdAt: toDate(now) }, update: row });
}

/** Sessions, and what would open one: links to set a password, challenges that wait for a code. Returns how many sessions. */
export async function endSessions(tx: Tx, userId: string): Promise<number> {
  await endLinks(tx, userId);
  const { count } = await tx.signInSession.deleteMany({ where: { userId } });
  return count;
}

export async function endLinks(tx: Tx, userId: string): Promise<void> {
  await tx.signInVerification.deleteMany({ where: { value: userId } });
}
