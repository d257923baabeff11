import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // each file in a process of its own; two, because the smallest machine that this must pass on has two cores
    pool: "forks",
    maxWorkers: 2,
    // generous: a real database on a slow machine; a test that needs a tenth of this is already a slow one
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
