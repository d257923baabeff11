import { createOTP } from "@better-auth/utils/otp";
import type { Hono } from "hono";
import { createApi, type Api } from "../../../bot/api/api.ts";
import { createServerApp } from "../../../bot/api/server-app.ts";
import type { Role } from "../../../bot/app/access/caller.ts";
import type { SignedIn } from "../../../bot/api/sign-in.ts";
import { loopback } from "../../../bot/api/trusted-proxies.ts";
import { createWebhooks } from "../../../bot/api/webhooks.ts";
import { createForecastDesk } from "../../../bot/app/forecast/forecast-desk.ts";
import { openTemplates } from "../../../bot/assembly/templates.ts";
import { publicApiDeps } from "../../../bot/assembly/public-api.ts";
import type { Bulletin, Logger } from "../../../bot/app/ports.ts";
import { dayMs, instant, plus, systemNow, toDate, type Instant } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { createArrangementStore } from "../../../bot/store/arrangements/arrangement-store.ts";
import { loadArrangements } from "../../../bot/templates/load-arrangements.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { createAccounts, type Accounts } from "../../../bot/store/people/accounts.ts";
import type { OidcProvider } from "../../../bot/store/people/oidc.ts";
import { createEgress } from "../../../bot/outward/egress.ts";
import { nothingAllowed } from "../../../bot/outward/egress-rules.ts";
import { newWebhookSecret } from "../../../bot/outward/sign-webhook.ts";
import { createSubscriptionStore } from "../../../bot/store/outward/subscription-store.ts";
import { connectDatabase, type Database } from "../../../bot/store/database.ts";
import { createMessageLogStore } from "../../../bot/store/message-log/message-log-store.ts";
import { createCheckinResults } from "../../../bot/store/checkin-results/checkin-results-store.ts";
import { createReportStore } from "../../../bot/store/reports/report-store.ts";
import { createQuestionnaireStore } from "../../../bot/store/checkins/questionnaire-store.ts";
import { createRoundStore } from "../../../bot/store/checkins/round-store.ts";
import { showCheckin } from "../../../bot/templates/show-checkin.ts";
import { createDocumentStore } from "../../../bot/store/documents/document-store.ts";
import { createForecastStore } from "../../../bot/store/forecast/forecast-store.ts";
import { createApprovalStore } from "../../../bot/store/wording/approval-store.ts";
import { loadMessageTemplates } from "../../../bot/templates/load-message-templates.ts";
import { showTemplate } from "../../../bot/templates/show-template.ts";
import { theGuard } from "../../../bot/templates/the-guard.ts";
import { open } from "../../../bot/store/seal.ts";
import type { Vault } from "../../../bot/store/vault.ts";
import { freshDatabase } from "../../support/database.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { newId, seedBook, testVault, type SeedBook } from "../../support/seed-book.ts";

/** 14:30 on a Sunday in Shanghai. */
export const now: Instant = instant("2026-11-22T06:30:00Z");
export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

const { templates: messages } = await loadMessageTemplates("templates/messages");
const { plans, policies, texts } = await openTemplates();
const guard = (await theGuard("templates")).guard ?? missing();
const { policy: arrangements } = await loadArrangements("templates");
function missing(): never {
  throw new Error("templates/guard has problems");
}

export interface Desk {
  readonly app: Hono<SignedIn>;
  readonly api: Api;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly vault: Vault;
  readonly book: SeedBook;
  readonly published: string[];
  /** What lies in the file store, by key. */
  readonly files: Map<string, Buffer>;
  readonly accounts: Accounts;
  /** As the supervisor of all branches, whose handle is `admin`; with a body it is posted as JSON. */
  get(path: string): Promise<Response>;
  post(path: string, body?: object): Promise<Response>;
  /** As a person of that role. */
  as(role: Role): Promise<Visitor>;
  /** Log entries of that kind, opened, oldest first. */
  logged(kind: string): Promise<{ actor: string; borrowerId: string | null; body: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export interface Visitor {
  readonly cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, body?: object): Promise<Response>;
}

export interface DeskOptions {
  /** A second server over the first one's database. */
  readonly over?: Desk;
  readonly secondFactor?: "required" | "optional";
  readonly oidc?: OidcProvider;
  /** As PUBLIC_URL. */
  readonly publicUrl?: string;
}

export async function openDesk(consoleDir = "/nowhere", { over, secondFactor = "optional", oidc, publicUrl }: DeskOptions = {}): Promise<Desk> {
  const fresh = over ? { url: over.databaseUrl, drop: async () => undefined } : await freshDatabase();
  const database = connectDatabase(fresh.url, 6);
  const vault = over?.vault ?? testVault();
  const published: string[] = [];
  const hearers = new Set<(id: string) => void>();
  const bulletin: Bulletin = {
    async publish(_topic, id) {
      published.push(id);
      for (const heard of hearers) heard(id);
    },
    subscribe(_topic, heard) {
      hearers.add(heard);
      return () => hearers.delete(heard);
    },
  };
  const store = createConsoleStore({ database, vault, newId });
  const opened = systemNow();
  const accounts = createAccounts({
    database,
    vault,
    newId,
    // the day is today's, since better-auth's own clock says when a link is over; it stands still, so that waits do
    clock: { now: () => opened, speed: 1 },
    publicUrl: publicUrl ?? "http://localhost",
    lender: "示例小贷",
    secondFactor,
    oidc,
  });
  const show = (source: string) => showCheckin(source, "a kept version", "示例小贷", guard, texts).shown;
  const files = over?.files ?? new Map<string, Buffer>();
  const goLiveAt = plus(now, -30 * dayMs);
  const installation = { id: 1, goLiveAt: toDate(goLiveAt), keyFingerprint: vault.root.fingerprint, lender: "示例小贷" };
  await database.installation.createMany({ data: [installation], skipDuplicates: true });
  const forecast = {
    clock: { now: () => now, speed: 1 },
    newId,
    log: silent,
    store: createForecastStore(database, vault),
    plans,
    policies,
    texts,
    lender: "示例小贷",
    goLiveAt,
    channels: new Set(["web", "sim"]),
    casesADay: 30,
  };
  const api = createApi({
    clock: { now: () => now, speed: 1 },
    newId,
    log: silent,
    store,
    messageLog: createMessageLogStore({ database, vault, newId }),
    forecast: { desk: createForecastDesk(forecast), deps: forecast },
    bulletin,
    outward: {
      clock: { now: () => now, speed: 1 },
      newId,
      log: silent,
      store: createSubscriptionStore({ database, vault, newId }),
      checkUrl: createEgress(nothingAllowed).check,
      newSecret: newWebhookSecret,
    },
    lender: "示例小贷",
    ...accounts,
    trustedProxies: loopback,
    ...(publicUrl !== undefined && { publicUrl }),
    clockInfo: () => ({ now, speed: 60 }),
    ready: async () => ({ status: "ready", checks: {} }),
    guard,
    wording: {
      approvals: createApprovalStore({ database, vault, newId }),
      shelf: { templates: [...messages.values()].map((each) => showTemplate(each, guard, "示例小贷", each.writtenBy === undefined)), approvalNeeded: true },
    },
    arrangements: {
      clock: { now: () => now, speed: 1 },
      newId,
      log: silent,
      store: createArrangementStore({ database, vault, newId }),
      policy: arrangements,
      bulletin,
    },
    checkins: {
      clock: { now: () => now, speed: 1 },
      newId,
      log: silent,
      store: createCheckinResults({ database, vault, newId, show }),
      questionnaires: createQuestionnaireStore({ database, vault, newId }),
      started: createRoundStore({ database, vault, newId }),
      bulletin,
    },
    reports: { clock: { now: () => now, speed: 1 }, newId, log: silent, store: createReportStore({ database, vault, newId, show }), bulletin },
    documents: {
      clock: { now: () => now, speed: 1 },
      newId,
      log: silent,
      store: createDocumentStore({ database, vault, newId }),
      files: memoryFiles(files),
      bulletin,
    },
    public: publicApiDeps({ database, vault, newId, bulletin, log: silent, clock: { now: () => now, speed: 1 } }, 100_000),
  });
  const webhooks = createWebhooks({ channels: new Map(), receive: async () => ({ stored: 0, known: 0, nobody: 0 }), log: silent });
  const app = createServerApp({ api, webhooks, consoleDir, access: accounts.access, log: silent });
  const as = roleVisitors({ app, accounts });
  return {
    app,
    api,
    database,
    databaseUrl: fresh.url,
    vault,
    published,
    files,
    book: seedBook(database, vault),
    accounts,
    as,
    get: async (path) => (await as("supervisor")).get(path),
    post: async (path, body) => (await as("supervisor")).post(path, body),
    async logged(kind) {
      const rows = await database.logEntry.findMany({ where: { kind }, orderBy: { at: "asc" } });
      const keys = await vault.keysOf(
        database,
        rows.flatMap((row) => (row.borrowerId ? [row.borrowerId as BorrowerId] : [])),
      );
      return rows.map((row) => {
        const key = row.borrowerId === null ? vault.root.installation : keys.get(row.borrowerId as BorrowerId);
        if (!key) throw new Error("an entry without a key");
        return { actor: row.actor, borrowerId: row.borrowerId, body: JSON.parse(open(key, `log_entry.body/${row.id}`, row.bodySealed).toString("utf8")) };
      });
    },
    async close() {
      await database.$disconnect();
      await fresh.drop();
    },
  };
}

/** Their handles: the officer is the one whose borrowers the seeded book holds. */
export const handles: Readonly<Record<Role, string>> = { officer: "li.wei", supervisor: "admin", compliance: "he.jing", admin: "root.admin" };
export const testPassword = "a long enough password for tests";

export const emailOf = (role: string): string => `${role}@example.com`;

/** Each is added and signs in once, when first asked for. */
function roleVisitors({ app, accounts }: Pick<Desk, "app" | "accounts">): Desk["as"] {
  const known = new Map<Role, Promise<Visitor>>();
  const arrive = async (role: Role): Promise<Visitor> => {
    const act = { actor: "test", at: now };
    const draft = { officer: handles[role], name: `${role} 测试`, branch: null, role, email: emailOf(role), alert: null };
    await accounts.people.add(draft, act);
    await accounts.people.setPassword(draft.officer, testPassword, act);
    const { cookie } = await signInAs(app, emailOf(role), testPassword);
    return visitor(app, cookie);
  };
  return (role) => {
    const arriving = known.get(role) ?? arrive(role);
    known.set(role, arriving);
    return arriving;
  };
}

export function visitor(app: Hono<SignedIn>, cookie: string): Visitor {
  return {
    cookie,
    get: async (path) => app.request(path, { headers: { cookie } }),
    post: async (path, body) =>
      app.request(path, {
        method: "POST",
        headers: { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin" },
        body: JSON.stringify(body ?? {}),
      }),
  };
}

export async function signInAs(app: Hono<SignedIn>, email: string, password: string): Promise<{ response: Response; cookie: string }> {
  const response = await visitor(app, "").post("/api/console/session", { email, password });
  return { response, cookie: cookiesOf(response) };
}

/** What an authenticator shows for an `otpauth:` link, `steps` half minutes from now. */
export async function codeOf(uri: string, steps = 0): Promise<string> {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const secret = (new URL(uri).searchParams.get("secret") ?? "").replace(/=+$/, "");
  const bits = Array.from(secret, (letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = String.fromCharCode(...(bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return createOTP(key).hotp(Math.floor(Date.now() / 30_000) + steps);
}

/** As a browser would send them back. */
export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((each) => each.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="))
    .join("; ");
