import { z } from "zod";
import { roles } from "../access/caller.ts";
import { ImportRefused, type BookSource, type SourceRecord } from "../import/book-source.ts";
import { isHandle } from "./handle.ts";
import type { Act, OfficerDraft, PeopleWrites } from "./ports.ts";

export interface OfficersReport {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Names columns and what is wrong with them, never what stands there. */
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

const columns = ["officer", "name", "branch", "role", "email", "alert_channel", "alert_address"] as const;
type Column = (typeof columns)[number];

/**
 * `officers.csv`: each good row is kept, in a transaction of its own; a row that says what is known already changes
 * nothing. Who is not in the file stays as they are: nobody is disabled by being left out. Throws `ImportRefused`
 * where the file lacks columns.
 */
export async function importOfficers(people: Pick<PeopleWrites, "put">, source: BookSource, act: Act): Promise<OfficersReport> {
  const counts = { added: 0, changed: 0, same: 0 };
  const problems: { line: number; problem: string }[] = [];
  const seen = new Map<string, number>();
  let header: Map<Column, number> | undefined;
  for await (const records of source.records()) {
    for (const record of records) {
      if (header === undefined) {
        header = headerOf(record);
        continue;
      }
      const read = readRow(record, header);
      const earlier = read.draft && seen.get(read.draft.officer);
      if (!read.draft) problems.push({ line: record.line, problem: read.problem });
      else if (earlier !== undefined) problems.push({ line: record.line, problem: `officer: also in line ${String(earlier)}` });
      else {
        seen.set(read.draft.officer, record.line);
        const result = await people.put(read.draft, act);
        if (result === "email_taken") problems.push({ line: record.line, problem: "email: is another officer's" });
        else if (result === "last_admin") problems.push({ line: record.line, problem: "role: this is the last admin who can sign in" });
        else counts[result] += 1;
      }
    }
  }
  if (header === undefined) throw new ImportRefused(`${source.path}: is empty`);
  return { ...counts, problems };
}

function headerOf({ cells }: SourceRecord): Map<Column, number> {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const missing = (["officer", "name", "role"] as const).filter((column) => !names.includes(column));
  if (missing.length > 0) throw new ImportRefused(`officers: the columns ${missing.join(", ")} are missing`);
  return new Map(columns.flatMap((column) => (names.includes(column) ? [[column, names.indexOf(column)] as const] : [])));
}

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, { error: "is too long" })
    .refine((given) => !/\p{Cc}/u.test(given), { error: "holds a control character" });
const given = (longest: number) => text(longest).min(1, { error: "is empty" });
const optional = (longest: number) => text(longest).transform((cell) => (cell === "" ? null : cell));
const form = z
  .object({
    officer: given(80).refine(isHandle, { error: "holds a character that cannot be seen, or begins like another kind of name" }),
    name: given(120),
    branch: optional(120),
    role: text(20)
      .transform((cell) => cell.toLowerCase())
      .pipe(z.enum(roles, { error: `is none of ${roles.join(", ")}` })),
    email: optional(200).pipe(z.email({ error: "is no e-mail address" }).nullable()),
    alert_channel: optional(40),
    alert_address: optional(500),
  })
  .refine((row) => (row.alert_channel === null) === (row.alert_address === null), { path: ["alert_address"], error: "and alert_channel go together" });

function readRow(record: SourceRecord, header: ReadonlyMap<Column, number>): { draft: OfficerDraft } | { draft?: undefined; problem: string } {
  if (record.broken !== undefined) return { problem: record.broken };
  const row = Object.fromEntries(columns.map((column) => [column, record.cells[header.get(column) ?? -1] ?? ""]));
  const parsed = form.safeParse(row);
  if (!parsed.success) return { problem: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ") };
  const { officer, name, branch, role, email, alert_channel: channel, alert_address: address } = parsed.data;
  return { draft: { officer, name, branch, role, email, alert: channel !== null && address !== null ? { channel, address } : null } };
}
