/** What an admin does with the lender's webhooks: on the console, through the API, on the command line. */
import { dayMs, plus } from "../../domain/calendar.ts";
import { subscribable } from "../../domain/outward/event.ts";
import type { Base } from "../ports.ts";
import type { By } from "../console/ports.ts";
import type { CheckUrl, NewSubscription, Replay, SubscriptionStore } from "./ports.ts";

export interface ManageDeps extends Base {
  readonly store: SubscriptionStore;
  readonly checkUrl: CheckUrl;
  /** A new signing secret: `whsec_` and base64. */
  readonly newSecret: () => string;
}

/** For this long the old secret signs too. */
const oldSecretMs = dayMs;

export type Added = { readonly status: "added"; readonly id: string; readonly secret: string } | { readonly status: "refused"; readonly why: string };

/** The only time that the secret is seen. */
export async function addWebhook(deps: ManageDeps, who: string, wanted: Omit<NewSubscription, "secret"> & { readonly secret?: string }): Promise<Added> {
  const unknown = wanted.events.filter((event) => !subscribable.includes(event));
  if (wanted.events.length === 0 || unknown.length > 0) return { status: "refused", why: "events" };
  const refusal = deps.checkUrl(wanted.url);
  if (refusal !== undefined) return { status: "refused", why: refusal };
  if (wanted.secret !== undefined && !isSecret(wanted.secret)) return { status: "refused", why: "secret" };
  const secret = wanted.secret ?? deps.newSecret();
  const id = await deps.store.add({ url: wanted.url, events: [...new Set(wanted.events)], secret }, by(deps, who));
  return { status: "added", id, secret };
}

export async function rotateWebhook(deps: ManageDeps, who: string, id: string): Promise<{ readonly secret: string } | "missing"> {
  const secret = deps.newSecret();
  const done = await deps.store.rotate(id, secret, plus(deps.clock.now(), oldSecretMs), by(deps, who));
  return done ? { secret } : "missing";
}

export const removeWebhook = (deps: ManageDeps, who: string, id: string): Promise<boolean> => deps.store.remove(id, by(deps, who));
export const enableWebhook = (deps: ManageDeps, who: string, id: string): Promise<boolean> => deps.store.enable(id, by(deps, who));
export const replayWebhooks = (deps: ManageDeps, who: string, which: Replay): Promise<number | undefined> => deps.store.replay(which, by(deps, who));

/** Standard Webhooks: 24 to 64 bytes. */
function isSecret(text: string): boolean {
  const match = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/.exec(text);
  const bytes = Buffer.from(match?.[1] ?? "", "base64");
  return bytes.length >= 24 && bytes.length <= 64;
}

const by = ({ clock }: ManageDeps, officer: string): By => ({ officer, at: clock.now() });
