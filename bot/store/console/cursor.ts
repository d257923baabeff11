import { z } from "zod";
import { fromDate, parseInstant, toDate, isoInstant } from "../../domain/calendar.ts";

/** A place in a list ordered by moment and id. */
export interface MomentCursor {
  readonly at: Date;
  readonly id: string;
}

export const momentCursor = (at: Date, id: string): string => `${isoInstant(fromDate(at))}_${id}`;

/** Undefined where none was handed in, or none of ours: the list then begins at its beginning. */
export function readMomentCursor(text: string | undefined): MomentCursor | undefined {
  const [moment, id] = (text ?? "").split("_");
  const at = parseInstant(moment ?? "");
  const parsed = z.uuid().safeParse(id);
  return at !== undefined && parsed.success ? { at: toDate(at), id: parsed.data } : undefined;
}
