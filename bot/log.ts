import { AsyncLocalStorage } from "node:async_hooks";
import { pino } from "pino";
import type { Logger } from "./app/ports.ts";

/** Ids of the request or job in whose course a line is written: it bears them. */
const course = new AsyncLocalStorage<Readonly<Record<string, string>>>();

/** Runs `work`; every line that it logs, however deep, carries these ids. */
export const inCourseOf = <T>(ids: Readonly<Record<string, string>>, work: () => T): T => course.run({ ...course.getStore(), ...ids }, work);

/** Structured logs on standard error. Ids only: what could be a person's is cut out even where a slip logs it. */
export function createLog(level: string): Logger {
  const log = pino(
    {
      level,
      redact: { paths: ["name", "phone", "address", "text", "*.name", "*.phone", "*.address", "*.text", "*.token"], censor: "[redacted]" },
      base: { pid: process.pid },
      mixin: () => course.getStore() ?? {},
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
