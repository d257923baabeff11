/** What leaves for the lender's own systems and people: the one way out, signed webhooks, alerts by mail. */
import type { SendAlertDeps } from "../app/alerts/send-alert.ts";
import type { DeliverDeps } from "../app/outward/deliver-due.ts";
import type { ManageDeps } from "../app/outward/manage.ts";
import { systemNow } from "../domain/calendar.ts";
import { createEgress, type Egress } from "../outward/egress.ts";
import { createPostSigned } from "../outward/post-signed.ts";
import { createSendMail } from "../outward/send-mail.ts";
import { newWebhookSecret } from "../outward/sign-webhook.ts";
import { createAlertOutStore } from "../store/alerts/alert-out-store.ts";
import { alertSecret } from "../store/alerts/claim-alert.ts";
import { createDeliveryStore } from "../store/outward/delivery-store.ts";
import { createSubscriptionStore } from "../store/outward/subscription-store.ts";
import { createOfficerReads } from "../store/people/officers.ts";
import type { Core } from "./core.ts";

export interface Outward {
  readonly webhooks: DeliverDeps;
  readonly alerts: SendAlertDeps;
  close(): Promise<void>;
}

export function openOutward(core: Core): Outward {
  const { config, database, vault, newId, clock, log } = core;
  const base = { clock, newId, log, random: Math.random };
  const storing = { database, vault, newId, speed: clock.speed };
  const egress = createEgress(config.EGRESS_ALLOW);
  const post = createPostSigned(egress, systemNow);
  const publicUrl = publicUrlOf(core);
  const { SMTP_URL, SMTP_FROM } = config;
  const smtp = SMTP_URL !== undefined && SMTP_FROM !== undefined && createSendMail({ url: SMTP_URL, from: SMTP_FROM, host: new URL(publicUrl).hostname });
  return {
    webhooks: { ...base, store: createDeliveryStore(storing), post },
    alerts: {
      ...base,
      store: createAlertOutStore(storing),
      sendMail: smtp === false ? undefined : smtp,
      post,
      text: (id, values) => core.alertText(id, config.ALERT_LOCALE, values),
      lender: core.installation.lender,
      publicUrl,
      bulletin: core.bulletin,
    },
    close: () => egress.close(),
  };
}

/** Managing subscriptions needs to judge an address, never to call it. */
export function manageWebhooks({ config, database, vault, newId, clock, log }: Core): ManageDeps {
  const { check }: Egress = createEgress(config.EGRESS_ALLOW);
  return { clock, newId, log, store: createSubscriptionStore({ database, vault, newId }), checkUrl: check, newSecret: newWebhookSecret };
}

/** What alerts to an officer's own webhook are signed with; undefined where that officer has none. */
export async function officerSecret({ database, vault }: Core, officer: string): Promise<string | undefined> {
  const [person] = await createOfficerReads(database, vault).officers({ officer });
  return person?.alert?.channel === "webhook" ? alertSecret(vault, officer, person.alert.address) : undefined;
}

/** Where officers find the console; no slash at the end. */
const publicUrlOf = ({ config }: Core): string => (config.PUBLIC_URL ?? `http://${config.HOST}:${String(config.PORT)}`).replace(/\/+$/, "");
