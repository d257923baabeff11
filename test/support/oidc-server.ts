import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export interface OidcServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is at the provider's own sign-in page, and what it says of them. */
  person: { readonly id: string; readonly email: string; readonly verified: boolean };
  /** A browser's way from `to` through the provider: where it is sent back to, with code and state. */
  visit(to: string): Promise<URL>;
  close(): Promise<void>;
}

interface Asked {
  readonly oidc: { readonly client: { readonly clientId: string }; readonly session: { readonly accountId: string } };
}

/** A real provider in this process, whose sign-in page asks nothing. */
export async function openOidcServer(redirectUri: string): Promise<OidcServer> {
  const [clientId, clientSecret] = ["huifang", "a-secret-of-the-provider-for-tests"];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], token_endpoint_auth_method: "client_secret_post" }],
    jwks: { keys: [{ ...key, use: "sig", alg: "RS256" }] },
    cookies: { keys: ["for tests"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false } },
    ttl: { Session: 60, Grant: 60, Interaction: 60, AccessToken: 60, IdToken: 60 },
    interactions: { url: () => "/at-the-provider" },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: opened.person.email, email_verified: opened.person.verified }),
    }),
    async loadExistingGrant({ oidc }: Asked) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url === "/at-the-provider") void provider.interactionFinished(request, response, { login: { accountId: opened.person.id } });
    else void answer(request, response);
  });
  const opened: OidcServer = {
    issuer,
    clientId,
    clientSecret,
    person: { id: "nobody", email: "nobody@example.com", verified: true },
    async visit(to) {
      const jar = new Map<string, string>();
      let next = to;
      for (let hop = 0; hop < 8 && next.startsWith(issuer); hop++) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(next, { redirect: "manual", headers: { cookie } });
        for (const each of response.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
          jar.set(name, value);
        }
        next = new URL(response.headers.get("location") ?? "", next).href;
      }
      return new URL(next);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return opened;
}
