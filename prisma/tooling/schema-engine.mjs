#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine`, which its CLI would download: line-delimited JSON-RPC on stdin and
// stdout, answered by the same engine compiled to wasm (npm, same commit) over the pg driver. Set in prisma.config.ts.
// Pinned to Prisma 7.10.0: it relies on that version's adapter internals (adapter.mjs) and engine habits (below).
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createInterface } from "node:readline";
import { adapterFactory } from "./adapter.mjs";
import { createDatabase, databaseOf, runDatabaseCommand } from "./databases.mjs";
import { resolveDatasource } from "./datasource.mjs";
import { engineVersion, openEngine } from "./wasm-engine.mjs";

// The CLI passes flags of its own as well: unknown ones are let through.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    version: { type: "boolean", short: "V" },
    datasource: { type: "string" },
    datamodels: { type: "string", multiple: true },
  },
});

if (values.version) console.log(`schema-engine-cli ${engineVersion()} (wasm)`);
else await main();

async function main() {
  const datasource = await resolveDatasource(JSON.parse(values.datasource ?? "{}"));
  // the CLI ends its engine by a signal as soon as it has its answer
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => datasource.release().then(() => process.exit(0)));
  try {
    if (positionals[0] === "cli") process.exitCode = await runDatabaseCommand(positionals, datasource);
    else await serve(datasource);
  } finally {
    await datasource.release();
  }
}

/** Answers one request after the other until the CLI closes our input. */
async function serve(datasource) {
  const datamodels = (values.datamodels ?? []).map((file) => [file, readFileSync(file, "utf8")]);
  const factory = adapterFactory(datasource);
  for await (const line of createInterface({ input: process.stdin })) {
    const request = line.trim() === "" ? {} : JSON.parse(line);
    if (request.method === undefined) continue; // the CLI's answer to our `print`
    try {
      // A new engine each time: a used one forgets its shadow databases after applyMigrations.
      const engine = await openEngine(datamodels, factory);
      send({ id: request.id, result: (await answer(engine, request, datasource)) ?? null });
    } catch (fault) {
      send({ id: request.id, error: asRpcError(fault) });
    }
  }
}

async function answer(engine, { method, params }, datasource) {
  switch (method) {
    case "getDatabaseVersion":
      return engine.version();
    case "createDatabase":
      await createDatabase(datasource.url);
      return { databaseName: databaseOf(datasource.url) };
    case "evaluateDataLoss":
    case "createMigration":
      // these panic in the wasm engine unless the history was diagnosed before
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
      return engine[method](params);
    case "diff": {
      // the native engine prints through the CLI; the wasm one returns the text
      const { stdout, ...rest } = await engine.diff(params);
      if (stdout) send({ id: "print", method: "print", params: { content: stdout.replace(/\n$/, "") } });
      return rest;
    }
    case "introspectSql":
      throw new Error("TypedSQL is not supported here");
    default:
      return engine[method](params);
  }
}

function asRpcError(fault) {
  const isPanic = fault instanceof WebAssembly.RuntimeError;
  const message = (isPanic && globalThis.PRISMA_WASM_PANIC_REGISTRY.message) || fault.message || String(fault);
  return {
    code: 4466, // the code that the CLI knows as "look into data"
    message: "An error happened. Check the data field for details.",
    data: { is_panic: isPanic, message, meta: fault.meta, error_code: fault.code },
  };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
