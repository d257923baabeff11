/**
 * A fault in what Huifang stands on (database, queue, data directory) that the operator can mend.
 * `message` is one line: what is wrong, where, and what to do. It never holds a password or a borrower's data.
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
}

/** The code of a system, socket or PostgreSQL error ("EACCES", "ECONNREFUSED", "3D000"), or "unknown error". */
export function errorCode(fault: unknown): string {
  // several addresses tried, none answered: the first one's code says enough
  if (fault instanceof AggregateError && fault.errors.length > 0) return errorCode(fault.errors[0]);
  if (fault instanceof Error && "code" in fault && typeof fault.code === "string") return fault.code;
  return "unknown error";
}
