import { z } from "zod";
import { roles, scopes, type ApiKey, type Person } from "../../app/access/caller.ts";
import type { Access, Resolved } from "../../app/access/ports.ts";
import type { Database } from "../database.ts";
import { apiKeyPrefix, type Auth } from "./auth.ts";

export interface AccessDeps {
  readonly database: Database;
  readonly auth: Auth;
  /** Whether compliance and admin must have a second factor; not in a demonstration. */
  readonly secondFactor: "required" | "optional";
}

const nobody: Resolved = { status: "nobody", setCookies: [] };
/** Who sees everything, or may let others in. */
const mustHaveSecondFactor: readonly string[] = ["compliance", "admin"];

/** Roles are read at each request: whoever is disabled or moved is so at once. */
export function createAccess({ database, auth, secondFactor }: AccessDeps): Access {
  return {
    async callerOf(headers) {
      const authorization = headers.get("authorization");
      if (authorization !== null) return byKey(auth, authorization);
      const cookie = headers.get("cookie");
      if (cookie === null) return nobody;
      const { response: found, headers: out } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
      const setCookies = out.getSetCookie();
      if (!found) return { ...nobody, setCookies };
      const person = await personOf(database, found.user.id);
      if (!person) return { ...nobody, setCookies };
      const needs = secondFactor === "required" && mustHaveSecondFactor.includes(person.role) && found.user.twoFactorEnabled !== true;
      return { status: "known", caller: person, mustEnrol: needs && (await hasPassword(database, person.id)), setCookies };
    },
  };
}

/** Undefined: nobody of that id, or disabled. */
export async function personOf(database: Database, id: string): Promise<Person | undefined> {
  const row = await database.officer.findUnique({ where: { id }, select: { id: true, officer: true, role: true, branch: true, disabledAt: true } });
  if (!row || row.disabledAt !== null) return undefined;
  return { kind: "person", id, officer: row.officer, role: roleForm.parse(row.role), branch: row.branch };
}

/** Who signs in only through the lender's own provider has the second factor there. */
const hasPassword = async (database: Database, userId: string): Promise<boolean> =>
  (await database.signInAccount.findFirst({ where: { userId, providerId: "credential" }, select: { id: true } })) !== null;

async function byKey(auth: Auth, authorization: string): Promise<Resolved> {
  const given = /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1];
  if (given === undefined || !given.startsWith(apiKeyPrefix)) return nobody;
  const { valid, key } = await auth.api.verifyApiKey({ body: { key: given } });
  if (!valid || !key) return nobody;
  const caller: ApiKey = { kind: "key", id: key.id, name: key.name ?? "", scopes: scopesOf(key.permissions) };
  return { status: "known", caller, mustEnrol: false, setCookies: [] };
}

const roleForm = z.enum(roles);
const permissionsForm = z.object({ huifang: z.array(z.enum(scopes)) });

/** As better-auth keeps them: one resource, its actions. */
export const permissionsOf = (granted: readonly (typeof scopes)[number][]): { huifang: string[] } => ({ huifang: [...granted] });
export function scopesOf(permissions: unknown): (typeof scopes)[number][] {
  const read = permissionsForm.safeParse(permissions);
  return read.success ? read.data.huifang : [];
}
