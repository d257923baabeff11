import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filterOf, askedFilter } from "../../../bot/app/message-log/asked-filter.ts";
import type { Sees } from "../../../bot/app/message-log/ports.ts";
import { readMomentCursor } from "../../../bot/store/console/cursor.ts";
import { connectDatabase, sql, type Database } from "../../../bot/store/database.ts";
import { matching } from "../../../bot/store/message-log/matching.ts";
import { bigLog } from "../../support/big-log.ts";
import { freshDatabase, type FreshDatabase } from "../../support/database.ts";

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase(fresh.url, 3);
  await bigLog(database, { borrowers: 10_000, messages: 200_000, touches: 60_000 });
}, 120_000);
afterAll(async () => {
  await database.$disconnect();
  await fresh.drop();
});

const filters: [string, Record<string, string>][] = [
  ["nothing", {}],
  ["a borrower", { borrower: "B-4711" }],
  ["borrowers with one telephone", { borrower: "B-1,B-2,B-3" }],
  ["an officer", { officer: "officer-77" }],
  ["a branch", { branch: "branch-25" }],
  ["a branch that does not exist", { branch: "no-such" }],
  ["a common channel", { channel: "sim" }],
  ["a rare channel", { channel: "web" }],
  ["a day", { from: "2026-02-10", to: "2026-02-10", zone: "Asia/Shanghai" }],
  ["what came in", { direction: "in" }],
  ["what went out", { direction: "out" }],
  ...["received", "sent", "deferred", "suppressed", "failed", "unknown"].map((outcome): [string, Record<string, string>] => [
    `outcome ${outcome}`,
    { outcome },
  ]),
  ["a common reason", { rule: "hours" }],
  ["a rare reason", { rule: "missed" }],
  ["a reason that never was", { rule: "loan_closed" }],
  ["what was allowed", { rule: "allowed" }],
  ["a common template", { template: "template-3" }],
  ["a rare template", { template: "rare" }],
  ["much at once", { branch: "branch-1", outcome: "failed", channel: "sim", from: "2026-01-05", to: "2026-03-01", zone: "UTC", direction: "out" }],
];
const eyes: [string, Sees][] = [
  ["everyone", { whose: "all" }],
  ["their branch", { whose: "branch", branch: "branch-1" }],
  ["their own", { whose: "officer", officer: "officer-123" }],
];

describe("on a big book, the log's list", () => {
  describe.each(eyes)("for who sees %s", (_, sees) => {
    it.each(filters)("filtered by %s goes by an index and reads few rows", async (__, asked) => {
      for (const after of [undefined, readMomentCursor("2026-02-10T00:00:00.000Z_00000000-0000-4000-8000-000000000000")]) {
        const filter = filterOf(askedFilter.parse(asked));
        const [row] = await database.$queryRaw<{ "QUERY PLAN": unknown }[]>(
          sql`EXPLAIN (ANALYZE, TIMING off, FORMAT JSON) ${matching(filter, sees, after, 51)}`,
        );
        const nodes = planNodes(row?.["QUERY PLAN"]);
        const whole = nodes.filter(({ type, table }) => type === "Seq Scan" && table !== undefined && bigTables.has(table));
        expect(whole, JSON.stringify(nodes)).toEqual([]);
        // Until a page is full (of what is one in 250: some 13,000), or all of the few borrowers that are meant; never the book.
        expect(Math.max(...nodes.map(({ rows, removed }) => rows + removed), 0)).toBeLessThan(25_000);
      }
    });
  });
});

const bigTables = new Set(["message", "touch", "borrower"]);

interface PlanNode {
  readonly type: string;
  readonly table: string | undefined;
  /** Over all loops. */
  readonly rows: number;
  readonly removed: number;
}

function planNodes(value: unknown): PlanNode[] {
  if (Array.isArray(value)) return value.flatMap(planNodes);
  if (typeof value !== "object" || value === null) return [];
  const node = new Map<string, unknown>(Object.entries(value));
  const number = (name: string): number => Number(node.get(name) ?? 0);
  const table = node.get("Relation Name");
  const own =
    typeof node.get("Node Type") === "string"
      ? [
          {
            type: String(node.get("Node Type")),
            table: typeof table === "string" ? table : undefined,
            rows: number("Actual Rows") * number("Actual Loops"),
            removed: number("Rows Removed by Filter") * number("Actual Loops"),
          },
        ]
      : [];
  return [...own, ...planNodes(node.get("Plan")), ...planNodes(node.get("Plans"))];
}
