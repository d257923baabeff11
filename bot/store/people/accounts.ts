import type { Access, ApiKeys, OidcSignIns, OwnAccount, SignIns } from "../../app/access/ports.ts";
import type { People } from "../../app/people/ports.ts";
import type { Clock } from "../../app/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Database, Tx } from "../database.ts";
import type { Vault } from "../vault.ts";
import { createAccess } from "./access.ts";
import { createApiKeys } from "./api-keys.ts";
import { createAuth } from "./auth.ts";
import { createOidcSignIns, type OidcProvider } from "./oidc.ts";
import { createOwnAccount } from "./own-account.ts";
import { createPeople } from "./people.ts";
import { createSignIns } from "./sign-ins.ts";

export interface AccountsDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  /** Real time, also in a demonstration: a session or a lock-out is not sixty times as short there. */
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly lender: string;
  readonly secondFactor: "required" | "optional";
  /** Absent: people sign in with passwords only. */
  readonly oidc?: OidcProvider | undefined;
}

export interface Accounts {
  readonly access: Access;
  readonly signIns: SignIns;
  readonly oidc?: OidcSignIns;
  readonly people: People;
  readonly keys: ApiKeys;
  readonly ownAccount: OwnAccount;
}

/** Everything about who may come in, over one better-auth. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const options = { secret: deps.vault.root.signIn, publicUrl: deps.publicUrl, newId: deps.newId, lender: deps.lender };
  const auth = createAuth(deps.database, options);
  const authIn = (tx: Tx) => createAuth(tx, options);
  return {
    access: createAccess({ ...deps, auth }),
    signIns: createSignIns({ ...deps, auth }),
    ...(deps.oidc && { oidc: createOidcSignIns(deps, options, deps.oidc) }),
    people: createPeople({ ...deps, authIn }),
    ownAccount: createOwnAccount({ ...deps, auth }),
    keys: createApiKeys({ ...deps, authIn }),
  };
}
