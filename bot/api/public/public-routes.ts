import { OpenAPIHono } from "@hono/zod-openapi";
import type { Caller } from "../../app/access/caller.ts";
import { documented, problem, type FieldProblem } from "../problem.ts";

/** Who calls, for those behind the sign-in. */
export interface Called {
  Variables: { caller: Caller };
}

/** Routes for other systems: what is wrong with a request is said field by field. */
export const publicRoutes = () =>
  new OpenAPIHono<Called>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(problemOf);
      return problem(c, 400, errors.map(({ field, reason }) => `${field}: ${reason}`).join("; "), errors);
    },
  });

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
  readonly message?: string;
  readonly keys?: readonly string[];
  readonly expected?: unknown;
  readonly maximum?: unknown;
  readonly minimum?: unknown;
}

/** Own words only: a message of a library might quote what was written. */
function problemOf(issue: Issue): FieldProblem {
  const field = issue.path.map(String).join(".") || "body";
  switch (issue.code) {
    case "custom":
      return { field, reason: issue.message ?? "invalid" };
    case "unrecognized_keys": {
      // A name that is no name of a field may be somebody's data.
      const names = (issue.keys ?? []).filter((key) => /^[A-Za-z]\w{0,40}$/.test(key)).slice(0, 5);
      return { field, reason: `unknown field${names.length === 0 ? "" : `: ${names.join(", ")}`}` };
    }
    case "invalid_type":
      return { field, reason: `expected ${String(issue.expected)}` };
    case "too_big":
      return { field, reason: `at most ${String(issue.maximum)}` };
    case "too_small":
      return { field, reason: `at least ${String(issue.minimum)}` };
    default:
      return { field, reason: issue.code ?? "invalid" };
  }
}

/** What every route may answer besides its own. */
export const publicProblems = {
  400: documented(400),
  401: documented(401),
  403: documented(403),
  404: documented(404),
  409: documented(409),
  413: documented(413),
  422: documented(422),
  429: documented(429),
};
