#!/usr/bin/env node
// Huifang's command line. TypeScript runs as it is (tsx); Prisma's client is generated when its schema has changed.
import { register } from "tsx/esm/api";
import { prepareClient } from "../bot/services/prepare.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Huifang needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
try {
  await prepareClient();
} catch (fault) {
  console.error(`Prisma's client could not be generated: ${fault instanceof Error ? fault.message : String(fault)}. Run npm ci again.`);
  process.exit(1);
}
register();
await import("../bot/cli.ts");
