import type { z } from "@hono/zod-openapi";

/** A route's JSON answer, and its JSON body, as the contract names them. */
export const json = <T extends z.ZodType>(description: string, schema: T) => ({ description, content: { "application/json": { schema } } });
export const body = <T extends z.ZodType>(schema: T) => ({ body: { required: true, content: { "application/json": { schema } } } });
