import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A new directory that every account on the machine may pass through (a server may run as another one). */
export function makeTestDirectory(name: string): { path: string; remove: () => void } {
  const made = mkdtempSync(path.join(os.tmpdir(), `huifang-test-${name}-`));
  chmodSync(made, 0o711);
  return { path: made, remove: () => rmSync(made, { recursive: true, force: true }) };
}
