import { apiKey } from "@better-auth/api-key";
import { betterAuth, type BetterAuthOptions } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { NewId } from "../../domain/ids.ts";
import type { Database, Tx } from "../database.ts";

export interface AuthOptions {
  /** Derived from HUIFANG_KEY: signs cookies, encrypts second factors. */
  readonly secret: string;
  /** As browsers see this installation. */
  readonly publicUrl: string;
  readonly newId: NewId;
  /** Shown in an authenticator beside the code. */
  readonly lender: string;
}

const hour = 3_600;
/** A working day; whoever works longer is extended hourly. */
const sessionSeconds = 12 * hour;
/** Long enough for a colleague to pass it on. */
export const setPasswordSeconds = 24 * hour;
export const passwordLength = { min: 12, max: 128 };

/** Keys are the installation's, not a person's: they outlive whoever made them. */
export const keyOwner = "installation";
export const apiKeyPrefix = "hf_";
/** A year: what no rotation ever renews must end by itself. */
export const mostKeyDays = 365;

/**
 * better-auth over our tables. Its own HTTP routes are not mounted: ours call `api`, so that each stands in the one
 * table of who may. Handed a transaction, it writes inside of it.
 */
export function createAuth(store: Database | Tx, options: AuthOptions) {
  const { lender } = options;
  return betterAuth({
    ...authOptions(store, options),
    plugins: [
      twoFactor({
        issuer: lender,
        schema: { twoFactor: { modelName: "signInTwoFactor" } },
        // Five codes in a row, then a quarter of an hour: a stolen password must not try a million codes.
        accountLockout: { maxFailedAttempts: 5, durationSeconds: hour / 4 },
      }),
      apiKey({
        schema: { apikey: { modelName: "apiKey" } },
        defaultPrefix: apiKeyPrefix,
        requireName: true,
        maximumNameLength: 60,
        rateLimit: { enabled: false },
        keyExpiration: { maxExpiresIn: mostKeyDays },
        startingCharactersConfig: { charactersLength: 8 },
      }),
    ],
  });
}

/** What every better-auth of ours has in common: tables, cookies, sessions. */
export function authOptions(store: Database | Tx, { secret, publicUrl, newId, lender }: AuthOptions) {
  return {
    appName: lender,
    baseURL: publicUrl,
    secret,
    database: prismaAdapter(store, { provider: "postgresql" }),
    telemetry: { enabled: false },
    // Its messages quote addresses.
    logger: { disabled: true },
    user: { modelName: "signInUser" },
    session: { modelName: "signInSession", expiresIn: sessionSeconds, updateAge: hour, storeSessionInDatabase: true },
    account: { modelName: "signInAccount", encryptOAuthTokens: true },
    verification: { modelName: "signInVerification", storeIdentifier: "hashed" },
    emailAndPassword: {
      enabled: true,
      // Accounts are made by an admin.
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: setPasswordSeconds,
    },
    // Ours counts by account and address, for all servers (failures.ts).
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "huifang",
      useSecureCookies: publicUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" as const },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
  } satisfies BetterAuthOptions;
}

export type Auth = ReturnType<typeof createAuth>;
