import { pino } from "pino";
import type { Logger } from "./app/ports.ts";

/** Structured logs on standard error. Ids only: what could be a person's is cut out even where a slip logs it. */
export function createLog(level: string): Logger {
  const log = pino(
    {
      level,
      redact: { paths: ["name", "phone", "address", "text", "*.name", "*.phone", "*.address", "*.text", "*.token"], censor: "[redacted]" },
      base: { pid: process.pid },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    debug: (fields, message) => {
      log.debug(fields, message);
    },
    info: (fields, message) => {
      log.info(fields, message);
    },
    warn: (fields, message) => {
      log.warn(fields, message);
    },
    error: (fields, message) => {
      log.error(fields, message);
    },
  };
}
