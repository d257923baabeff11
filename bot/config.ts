/** The environment, parsed once; every default is here. */
import { z } from "zod";
import { loopback, parseTrustedProxies } from "./api/trusted-proxies.ts";
import { nothingAllowed, parseEgressAllow } from "./outward/egress-rules.ts";
import { isMailAddress } from "./outward/mail-address.ts";

const blank = z.literal("").transform(() => undefined);
const optional = <T extends z.ZodType>(form: T) => z.union([blank, form]).optional();
const url = (schemes: RegExp, example: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.test(new URL(text).protocol), { error: `expected an address like ${example}` });
const postgresUrl = url(/^postgres(ql)?:$/, "postgresql://user:password@host:5432/huifang");

const whole = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${String(digits)}}$`), { error: "expected a whole number" })
    .transform(Number);

const form = z.object({
  /** The runtime role; without it an embedded PostgreSQL is started. */
  DATABASE_URL: optional(postgresUrl),
  /** Runs migrations. */
  DATABASE_ADMIN_URL: optional(postgresUrl),
  REDIS_URL: optional(url(/^rediss?:$/, "redis://host:6379")),
  HOST: optional(z.string()).transform((host) => host ?? "127.0.0.1"),
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, { error: "expected a port from 0 to 65535" })
      .transform(Number)
      .refine((n) => n <= 65_535, { error: "expected a port from 0 to 65535" }),
  ).transform((port) => port ?? 3978),
  /** The proxies in front: only they are believed in X-Forwarded-For. */
  TRUSTED_PROXIES: optional(
    z.string().transform((text, context) => {
      const trusted = parseTrustedProxies(text);
      if (trusted) return trusted;
      context.addIssue({ code: "custom", message: "expected addresses and networks like 10.20.0.5,10.30.0.0/16, or none" });
      return z.NEVER;
    }),
  ).transform((trusted) => trusted ?? loopback),
  PUBLIC_URL: optional(url(/^https?:$/, "https://huifang.example.com")),
  HUIFANG_DATA_DIR: optional(z.string()).transform((dir) => dir ?? ".huifang"),
  /** The lender's own templates/ in place of the ones that come with Huifang. */
  HUIFANG_TEMPLATES: optional(z.string()),
  /** 32 random bytes in base64 or hex: the root key for personal data. */
  HUIFANG_KEY: optional(
    z.string().transform((text, context) => {
      const bytes = Buffer.from(text, /^[0-9a-fA-F]{64}$/.test(text) ? "hex" : "base64");
      if (bytes.length === 32) return bytes;
      context.addIssue({ code: "custom", message: "expected 32 bytes in base64 or hex; make one with: openssl rand -base64 32" });
      return z.NEVER;
    }),
  ),
  /** The list of the erased, which every restore replays; keep it where a lost data directory does not take it along. */
  HUIFANG_ERASURE_LIST: optional(z.string()),
  /** The name that borrowers know the lender by. */
  LENDER_NAME: optional(z.string().max(80)).transform((name) => name ?? "Demo Bank 示范银行"),
  /** The lender's own website, as people type it: the bot names it, so that whoever doubts can check. */
  LENDER_DOMAIN: optional(z.string().regex(/^(?=.{4,80}$)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u, "expected a domain like lender.example")),
  /** The lender's own provider (OpenID Connect); its three variables go together. Send people back to <PUBLIC_URL>/api/console/session/callback/oidc. */
  OIDC_ISSUER: optional(url(/^https?:$/, "https://login.lender.example/realms/staff")),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  /** Alerts to officers go out through this mail server. */
  SMTP_URL: optional(url(/^smtps?:$/, "smtp://user:password@host:587")),
  SMTP_FROM: optional(z.string().refine(isMailAddress, { error: "expected a plain address like huifang@lender.example" })),
  ALERT_LOCALE: optional(z.enum(["zh-CN", "en"])).transform((locale) => locale ?? "zh-CN"),
  /** Internal hosts and networks that webhooks may go to; public ones always may. */
  EGRESS_ALLOW: optional(
    z.string().transform((text, context) => {
      const allow = parseEgressAllow(text);
      if (allow) return allow;
      context.addIssue({ code: "custom", message: "expected hosts, addresses and networks like erp.lender.example,10.20.0.0/16" });
      return z.NEVER;
    }),
  ).transform((allow) => allow ?? nothingAllowed),
  LOG_LEVEL: optional(z.enum(["debug", "info", "warn", "error", "silent"])).transform((level) => level ?? "warn"),
  /** How many jobs of a kind one worker process runs at once. */
  WORKER_CONCURRENCY: optional(
    z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number),
  ).transform((n) => n ?? 8),
  /** After SIGTERM a server goes on answering for so long, but is no longer ready: longer than the balancer's checks are apart. */
  READY_GRACE_SECONDS: optional(whole(3)).transform((n) => n ?? 3),
  /** After that, how long requests and jobs that are under way are waited for. */
  DRAIN_SECONDS: optional(whole(4)).transform((n) => n ?? 25),
  /** Where a worker answers /healthz, /readyz and /metrics; without it, nowhere. */
  METRICS_PORT: optional(whole(5).refine((n) => n <= 65_535, { error: "expected a port from 0 to 65535" })),
  METRICS_HOST: optional(z.string()).transform((host) => host ?? "127.0.0.1"),
  /** Bearer token for /metrics; without it only this machine itself may read them. */
  METRICS_TOKEN: optional(z.string().min(16, { error: "expected at least 16 characters" })),
  /** Of each API key; a tenth of it may come at once. */
  API_REQUESTS_PER_MINUTE: optional(whole(6).refine((n) => n > 0, { error: "expected at least 1" })).transform((n) => n ?? 3_000),
  /** Cases that one officer can take on in a day: what the forecast holds the expected load against. */
  OFFICER_CASES_PER_DAY: optional(whole(4).refine((n) => n > 0, { error: "expected at least 1" })).transform((n) => n ?? 30),
  /** A demonstration's clock: its milliseconds in a real one. */
  DEMO_SPEED: optional(
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  ).transform((n) => n ?? 60),
  SIM_API_ROOT: optional(url(/^https?:$/, "http://127.0.0.1:3978/sim-provider")),
  /** From @BotFather; without it there is no Telegram channel. It is part of every address that is called. */
  TELEGRAM_BOT_TOKEN: optional(z.string().regex(/^\d{1,20}:[\w-]{20,100}$/, { error: "expected a token as @BotFather gives it, like 123456:ABC-DEF…" })),
  TELEGRAM_API_ROOT: optional(url(/^https?:$/, "https://api.telegram.org")).transform((root) => root?.replace(/\/+$/, "")),
  /** What setWebhook allows: 1 to 256 of these characters. Without it one is derived from HUIFANG_KEY. */
  TELEGRAM_WEBHOOK_SECRET: optional(z.string().regex(/^[\w-]{16,256}$/, { error: "expected 16 to 256 letters, digits, _ or -" })),
  /** The bot's username, for links; without it Telegram is asked. */
  TELEGRAM_BOT_NAME: optional(
    z
      .string()
      .regex(/^@?\w{4,32}$/, { error: "expected the bot's username" })
      .transform((name) => name.replace("@", "")),
  ),
  /** Borrowers' files go into this bucket of an S3-compatible store; its five variables go together. Without them: a folder of the data directory. */
  FILES_S3_ENDPOINT: optional(url(/^https?:$/, "https://s3.example.com")),
  FILES_S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: "expected the name of a bucket" })),
  FILES_S3_REGION: optional(z.string().regex(/^[a-z0-9-]{1,40}$/, { error: "expected a region like eu-central-1" })),
  FILES_S3_ACCESS_KEY_ID: optional(z.string()),
  FILES_S3_SECRET_ACCESS_KEY: optional(z.string()),
  SIM_SECRET: optional(z.string().min(16, { error: "expected at least 16 characters" })),
});

export type Config = z.infer<typeof form>;

/** Names every variable that is wrong and what was expected; never repeats a value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** A line for each variable. */
  readonly wrong: readonly string[];
  constructor(wrong: readonly string[]) {
    super(`environment: ${wrong.join("; ")}`);
    this.wrong = wrong;
  }
}

export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = form.safeParse(environment);
  if (parsed.success) return together(parsed.data);
  // A union of "empty" and the real form reports both; what was expected is the last thing said.
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${innermost(issue)}`);
  throw new ConfigError(wrong);
}

/** What is of no use alone. */
function together(config: Config): Config {
  const wrong = groups.flatMap((group) => {
    const missing = group.filter((name) => config[name] === undefined);
    if (missing.length === 0 || missing.length === group.length) return [];
    const given = group.filter((other) => !missing.includes(other));
    return missing.map((name) => `${name}: missing, but ${given.join(" and ")} ${given.length > 2 ? "are" : "is"} given`);
  });
  if (wrong.length > 0) throw new ConfigError(wrong);
  return config;
}

const groups: readonly (readonly (keyof Config)[])[] = [
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["FILES_S3_ENDPOINT", "FILES_S3_BUCKET", "FILES_S3_REGION", "FILES_S3_ACCESS_KEY_ID", "FILES_S3_SECRET_ACCESS_KEY"],
];

function innermost(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  const last = issue.errors.at(-1)?.[0];
  return last ? innermost(last) : issue.message;
}
