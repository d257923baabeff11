import type { Sees } from "../../app/access/caller.ts";
import { sql } from "../database.ts";

type Sql = ReturnType<typeof sql>;

/** Of a query over `borrower b`: only rows that the caller may see. What is not seen does not exist for them. */
export function seen(sees: Sees): Sql {
  switch (sees.whose) {
    case "all":
      return sql`TRUE`;
    case "branch":
      return sql`b.branch = ${sees.branch}`;
    case "officer":
      return sql`b.officer = ${sees.officer}`;
    case "none":
      return sql`FALSE`;
  }
}

/** The same as a filter of Prisma's on `borrower`. */
export function seenBorrower(sees: Sees): { branch?: string; officer?: string; id?: { in: string[] } } {
  switch (sees.whose) {
    case "all":
      return {};
    case "branch":
      return { branch: sees.branch };
    case "officer":
      return { officer: sees.officer };
    case "none":
      return { id: { in: [] } };
  }
}
