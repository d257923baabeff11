/** Tells an officer of a case by e-mail or signed webhook: a number and a link, at least once, under a stable id. */
import { isoInstant } from "../../domain/calendar.ts";
import { nextAlertAt } from "../../domain/outward/retry.ts";
import type { Base, Bulletin } from "../ports.ts";
import type { PostSigned } from "../outward/ports.ts";
import type { AlertNews, AlertOutStore, AlertSettled, AlertText, DueAlert, SendMail, Told } from "./ports.ts";

export interface SendAlertDeps extends Base {
  readonly store: AlertOutStore;
  /** Undefined: there is no SMTP server; alerts that want one are shown as failed and tried for a day. */
  readonly sendMail: SendMail | undefined;
  readonly post: PostSigned;
  readonly text: AlertText;
  readonly lender: string;
  /** Where the console is; no slash at the end. */
  readonly publicUrl: string;
  readonly bulletin: Bulletin;
  /** 0 to 1. */
  readonly random: () => number;
}

export async function sendAlert(deps: SendAlertDeps, id: string): Promise<void> {
  const alert = await deps.store.claim(id, deps.clock.now());
  if (!alert) return;
  const told = alert.channel === "email" ? await mail(deps, alert) : await post(deps, alert);
  const settled = settledOf(deps, alert, told);
  await deps.store.settle(alert, deps.clock.now(), settled);
  if (settled.became !== "sent") deps.log.warn({ alert: id, channel: alert.channel, code: settled.code, attempts: alert.attempts }, "alert not sent");
  await deps.bulletin.publish("console", id).catch(() => deps.log.warn({ id }, "bulletin not published"));
}

async function mail({ sendMail, text, lender, publicUrl }: SendAlertDeps, { id, address, news }: DueAlert): Promise<Told> {
  if (!sendMail) return { status: "failed", code: "smtp_not_configured" };
  const values = news.kind === "case" ? { number: news.number, severity: news.severity } : { cases: news.cases, urgent: news.urgent };
  return sendMail({ id, to: address, ...text(news.kind, { ...values, lender, link: linkOf(publicUrl, news) }) });
}

async function post(deps: SendAlertDeps, { id, address, secret, news }: DueAlert): Promise<Told> {
  const { kind, ...data } = news;
  const link = linkOf(deps.publicUrl, news);
  const body = JSON.stringify({ id, type: `alert.${kind}`, timestamp: isoInstant(deps.clock.now()), data: { ...data, link } });
  const posted = await deps.post({ url: address, secrets: [secret], id, body });
  if (posted.kind === "refused") return { status: "refused", code: posted.code };
  if (posted.kind === "failed") return { status: "unknown", code: posted.code };
  if (posted.status >= 200 && posted.status < 300) return { status: "sent" };
  const afterMs = posted.retryAfterMs;
  return { status: posted.status === 410 ? "refused" : "failed", code: `http_${String(posted.status)}`, ...(afterMs !== undefined && { afterMs }) };
}

const linkOf = (publicUrl: string, news: AlertNews): string => `${publicUrl}/escalations${news.kind === "case" ? `/${news.escalation}` : ""}`;

function settledOf({ clock, random }: SendAlertDeps, { attempts, since }: DueAlert, told: Told): AlertSettled {
  if (told.status === "sent") return { became: "sent" };
  if (told.status === "refused") return { became: "failed", code: told.code, dueAt: null };
  const dueAt = nextAlertAt({ attempts, since, now: clock.now(), afterMs: told.afterMs, jitter: random() }) ?? null;
  return { became: told.status, code: told.code, dueAt };
}
