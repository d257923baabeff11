import { createTransport, type SMTPTransportOptions } from "nodemailer";
import type { Mail, SendMail, Told } from "../app/alerts/ports.ts";
import { isMailAddress } from "./mail-address.ts";

export interface SmtpSettings {
  /** smtp://user:password@host:587 or smtps://…; the password percent-encoded. */
  readonly url: string;
  readonly from: string;
  /** Stands behind the @ of Message-IDs: the console's host. */
  readonly host: string;
}

/** One mail, one connection: alerts are few. Never throws; codes are of a closed kind, never what the server wrote. */
export function createSendMail(settings: SmtpSettings, options = smtpOptions(settings.url)): SendMail {
  const transport = createTransport(options);
  return async ({ id, to, subject, text }: Mail): Promise<Told> => {
    if (!isMailAddress(to)) return { status: "refused", code: "bad_address" };
    try {
      await transport.sendMail({
        // Objects, not strings: nothing in them is parsed into a second recipient.
        from: { name: "", address: settings.from },
        to: { name: "", address: to },
        envelope: { from: settings.from, to },
        subject: subject.replace(/[\r\n]+/g, " "),
        text,
        messageId: `<${id}@${settings.host}>`,
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { status: "sent" };
    } catch (fault) {
      return toldOf(fault);
    }
  };
}

/** Encrypted or not at all, but to a mail server on this machine: STARTTLS is demanded, and a failed one ends the mail. */
export function smtpOptions(text: string): SMTPTransportOptions {
  const url = new URL(text);
  const encrypted = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const here = host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
  return {
    host,
    port: url.port === "" ? (encrypted ? 465 : 587) : Number(url.port),
    secure: encrypted,
    requireTLS: !encrypted && !here,
    ignoreTLS: !encrypted && here,
    tls: { minVersion: "TLSv1.2" },
    ...(url.username !== "" && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  };
}

/** Nothing had begun: the server was not reached, not greeted, not trusted, or did not know us. */
const notBegun = new Set(["EDNS", "EAUTH", "ETLS", "EPROTOCOL", "EREQUIRETLS", "ENOAUTH", "ECONFIG"]);
const notReached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

function toldOf(fault: unknown): Told {
  const code = wordOf(fault, "code") ?? "failed";
  const answer = fault instanceof Error && "responseCode" in fault && typeof fault.responseCode === "number" ? fault.responseCode : undefined;
  // 5xx to the envelope or the text is for good; to the password it is not: an operator mends that.
  if (answer !== undefined) return { status: answer >= 500 && !notBegun.has(code) ? "refused" : "failed", code: `smtp_${String(answer)}` };
  const reached = !notReached.has(wordOf(fault, "originalCode") ?? "") && !notReached.has(code) && !notBegun.has(code);
  return { status: reached ? "unknown" : "failed", code: `smtp_${code.toLowerCase()}` };
}

function wordOf(fault: unknown, name: "code" | "originalCode"): string | undefined {
  const value: unknown = fault instanceof Error ? Reflect.get(fault, name) : undefined;
  return typeof value === "string" && /^[A-Z_]{1,40}$/.test(value) ? value : undefined;
}
