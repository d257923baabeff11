import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const PACKAGE = "@prisma/schema-engine-wasm";
const dir = path.dirname(createRequire(import.meta.url).resolve(PACKAGE));

let loading;

/** A schema engine on these `[file, text]` schema files, reaching databases through the adapter factory. */
export async function openEngine(datamodels, factory) {
  const { SchemaEngine } = await (loading ??= load());
  const log = (line) => {
    if (process.env["DEBUG"]?.includes("prisma")) process.stderr.write(`${line}\n`);
  };
  return SchemaEngine.new({ datamodels: datamodels.length > 0 ? datamodels : undefined }, log, factory);
}

/** The commit that the engine was built from: the last part of "7.10.0-4.<commit>". */
export function engineVersion() {
  return JSON.parse(readFileSync(path.join(dir, "package.json"), "utf8"))
    .version.split(".")
    .at(-1);
}

// The package's own entry imports the .wasm as a module, for bundlers; Node 20 cannot, so it is put together here.
async function load() {
  const glue = await import(`${PACKAGE}/schema_engine_bg`);
  const bytes = readFileSync(path.join(dir, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: "",
    set_message(text) {
      this.message = text;
    },
  };
  return glue;
}
