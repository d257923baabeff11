import type { Context, MiddlewareHandler } from "hono";
import { problem, type FieldProblem } from "./problem.ts";

/**
 * Refuses what PostgreSQL's text cannot hold, wherever it stands in a request: NUL characters and halves of surrogate
 * pairs. In one place, since every field of every route would else have to remember it.
 */
export const storable: MiddlewareHandler = async (c, next) => {
  const bad = inAddress(c) ?? inValue(await bodyOf(c));
  return bad ? problem(c, 400, `${bad.field}: ${bad.reason}`, [bad]) : next();
};

function inAddress(c: Context): FieldProblem | undefined {
  // Percent-decoding is lenient where the bytes are no UTF-8: those come out as U+FFFD and find nothing.
  if (/%00|\0/.test(new URL(c.req.url).pathname)) return { field: "path", reason: nul };
  for (const [field, values] of Object.entries(c.req.queries())) {
    const reason = [field, ...values].map(unstorable).find((one) => one !== undefined);
    if (reason !== undefined) return { field: unstorable(field) === undefined ? field : "query", reason };
  }
  return undefined;
}

/** Undefined where there is none, or none that is JSON: the route's own form says so. */
async function bodyOf(c: Context): Promise<unknown> {
  if (c.req.method === "GET" || c.req.method === "HEAD" || !c.req.header("content-type")?.includes("json")) return undefined;
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined;
  }
}

/** Without recursion: sixty thousand brackets are a valid body. */
function inValue(body: unknown): FieldProblem | undefined {
  const open: [string, unknown][] = [["", body]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [field, value] = next;
    if (typeof value === "string") {
      const reason = unstorable(value);
      if (reason !== undefined) return { field: field || "body", reason };
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const reason = unstorable(name);
        if (reason !== undefined) return { field: field || "body", reason };
        open.push([field === "" ? name : `${field}.${name}`, inner]);
      }
    }
  }
  return undefined;
}

const nul = "holds a NUL character";

function unstorable(text: string): string | undefined {
  if (text.includes("\0")) return nul;
  return /\p{Surrogate}/u.test(text) ? "holds half of a character (a lone surrogate)" : undefined;
}
