import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { OidcSignIns } from "../../app/access/ports.ts";
import type { Database } from "../database.ts";
import { personOf } from "./access.ts";
import { authOptions, type AuthOptions } from "./auth.ts";
import { pseudonym } from "./pseudonym.ts";
import { attempt, forAuth, write, type SignInDeps } from "./sign-ins.ts";

/** The lender's own OpenID Connect provider. */
export interface OidcProvider {
  /** As in its tokens; `/.well-known/openid-configuration` lies below it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** As accounts of it are named in the tables. */
const providerId = "oidc";
/** Under it better-auth makes the address that the provider sends people back to (`<PUBLIC_URL><this>/callback/oidc`). */
const basePath = "/api/console/session";

/**
 * Signing in through the lender's provider, code flow with PKCE, state and nonce. Only who is here already, by an
 * address that the provider calls verified, gets in; each time, not only the first. Its second factor is the
 * provider's matter.
 */
export function createOidcSignIns(deps: Omit<SignInDeps, "auth">, options: AuthOptions, provider: OidcProvider): OidcSignIns {
  const { database } = deps;
  // Made when it is first wanted: it asks the provider where its endpoints are, and no command or server should wait for that.
  let made: Promise<OidcAuth> | undefined;
  const auth = async (): Promise<OidcAuth | undefined> => {
    const making = (made ??= createOidcAuth(deps, options, provider));
    const { socialProviders } = await (await making).$context;
    if (socialProviders.some(({ id }) => id === providerId)) return making;
    // It could not be reached, and better-auth would leave it out for good.
    made = undefined;
    return undefined;
  };

  return {
    async begin(headers) {
      const ready = await auth();
      const begun =
        ready &&
        (await attempt(() =>
          ready.api.signInSocial({ body: { provider: providerId, callbackURL: "/", disableRedirect: true }, headers: forAuth(headers), returnHeaders: true }),
        ));
      const to = begun?.response.url;
      if (!begun || to === undefined) return { status: "unavailable", setCookies: [] };
      return { status: "go", to, setCookies: begun.headers.getSetCookie() };
    },
    async finish(query, headers) {
      const ready = await auth();
      const answered = ready && (await answerOf(ready, query, headers));
      const setCookies = answered?.headers.getSetCookie() ?? [];
      const found = ready && (await ready.api.getSession({ headers: new Headers({ cookie: asSent(setCookies) }) }));
      const person = found && (await personOf(database, found.user.id));
      if (!person) {
        await write(deps, "sign_in.failed", null, { step: "oidc" });
        return { status: "refused", setCookies: [] };
      }
      await write(deps, "sign_in.succeeded", person.id, { second_factor: "provider" });
      return { status: "signed_in", setCookies };
    },
  };
}

type OidcAuth = Awaited<ReturnType<typeof createOidcAuth>>;

async function createOidcAuth({ database, vault }: Omit<SignInDeps, "auth">, options: AuthOptions, { issuer, clientId, clientSecret }: OidcProvider) {
  const base = authOptions(database, options);
  return betterAuth({
    ...base,
    basePath,
    user: { ...base.user, validateUserInfo: ({ user }) => admitted(database, user) },
    account: { ...base.account, updateAccountOnSignIn: false },
    // Tokens hold the address in the clear, and nothing needs them once somebody is in.
    databaseHooks: {
      account: { create: { before: async (account) => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null, scope: null } }) } },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId,
            discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
            clientId,
            clientSecret,
            scopes: ["openid", "email"],
            pkce: true,
            requireIdTokenVerification: true,
            disableSignUp: true,
            mapProfileToUser: ({ email, email_verified }) => ({
              email: typeof email === "string" ? pseudonym(vault, email) : "",
              emailVerified: email_verified === true || email_verified === "true",
              name: "",
            }),
          },
        ],
      }),
    ],
  });
}

/** Whoever was let in once is asked again: the address may have changed on either side since. */
async function admitted(database: Database, user: { readonly id?: unknown; readonly email?: unknown; readonly emailVerified?: unknown }) {
  const refused = { error: "not_admitted" };
  if (user.emailVerified !== true || typeof user.id !== "string" || typeof user.email !== "string") return refused;
  const row = await database.signInUser.findUnique({ where: { id: user.id }, select: { email: true } });
  return row?.email === user.email && (await personOf(database, user.id)) ? undefined : refused;
}

/** better-auth says everything by a redirect, which is thrown; where it leads is not asked. */
const answerOf = (auth: OidcAuth, query: Readonly<Record<string, string>>, headers: Headers): Promise<Response | undefined> =>
  attempt(() => auth.api.callbackOAuth({ method: "GET", params: { id: providerId }, query, headers: forAuth(headers), asResponse: true }));

/** As the browser would send them back. */
const asSent = (setCookies: readonly string[]): string => setCookies.map((each) => each.split(";")[0] ?? "").join("; ");
