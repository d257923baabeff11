import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "../app/ports.ts";
import { problem } from "./problem.ts";

/** A fault's name is logged, never its message: that may quote what was written. */
export const onFault =
  (log: Logger): ErrorHandler =>
  (fault, c) => {
    if (fault instanceof HTTPException) return refused(fault, c);
    if (fault.name === "BorrowerErased") return problem(c, 409, "the borrower was erased");
    log.error({ fault: fault.name, method: c.req.method, route: c.req.routePath }, "request threw");
    return problem(c, 500, "a fault of ours");
  };

const refused: (fault: HTTPException, c: Parameters<ErrorHandler>[1]) => Response = (fault, c) => {
  const challenge = fault.res?.headers.get("www-authenticate");
  if (challenge) c.header("www-authenticate", challenge);
  switch (fault.status) {
    case 401:
      return problem(c, 401, "sign in");
    case 403:
      return problem(c, 403, "from another site");
    case 413:
      return problem(c, 413, "body: too large");
    default:
      return problem(c, 400, "unreadable");
  }
};
