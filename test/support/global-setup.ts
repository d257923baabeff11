import type { TestProject } from "vitest/node";
import { prepareClient } from "../../bot/services/prepare.mjs";
import { startTestPostgres } from "./postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server, as superuser; its database `huifang` is empty. */
    postgresUrl: string;
  }
}

/** One throw-away PostgreSQL for the whole run, with the template that every test's database is copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await prepareClient();
  const server = await startTestPostgres();
  project.provide("postgresUrl", server.url);
  return server.stop;
}
