import type { Config } from "../config.ts";
import { createAccounts, type Accounts } from "../store/people/accounts.ts";
import type { Core } from "./core.ts";
import { systemClock } from "./installation.ts";

/** Where browsers find this installation; links and cookies are made for it. */
export const publicUrlOf = ({ config }: Pick<Core, "config">, port = config.PORT): string => config.PUBLIC_URL ?? `http://${config.HOST}:${String(port)}`;

const oidcOf = ({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Config) =>
  issuer !== undefined && clientId !== undefined && clientSecret !== undefined ? { issuer, clientId, clientSecret } : undefined;

/** Who may come in. In a demonstration nobody must enrol a second factor. */
export const openAccounts = (core: Core, port?: number): Accounts =>
  createAccounts({
    database: core.database,
    vault: core.vault,
    newId: core.newId,
    clock: systemClock,
    publicUrl: publicUrlOf(core, port),
    lender: core.installation.lender,
    oidc: oidcOf(core.config),
    secondFactor: core.clock.speed > 1 ? "optional" : "required",
  });
