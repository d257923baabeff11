import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

export default defineConfig({
  test: {
    pool: "forks",
    // two, because the smallest machine that this must pass on has two cores
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // generous: a real database on a slow machine; a test that needs a tenth of this is already a slow one
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      // What is pure has nothing to leave behind: its files share two processes, and the modules that these have read.
      { extends: true, test: { name: "domain", include: ["test/domain/**/*.test.ts"], isolate: false } },
      // Each file in a process of its own, all on one PostgreSQL.
      {
        extends: true,
        test: { name: "house", include: ["test/**/*.test.ts"], exclude: ["test/domain/**"], globalSetup: "test/support/global-setup.ts" },
      },
    ],
  },
});
