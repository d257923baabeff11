import { OpenAPIHono } from "@hono/zod-openapi";
import { fieldsOf, problem } from "./problem.ts";
import type { SignedIn } from "./sign-in.ts";

/** Routes whose invalid requests are answered with a problem document. */
export const newRoutes = () =>
  new OpenAPIHono<SignedIn>({ defaultHook: (result, c) => (result.success ? undefined : problem(c, 400, fieldsOf(result.error))) });
