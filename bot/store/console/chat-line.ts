import { z } from "zod";
import type { ChatLine, Correction, Understood } from "../../app/console/views.ts";
import { parseDay } from "../../domain/calendar.ts";
import { money, parseCurrency } from "../../domain/money.ts";
import { instantOf, instantOrNull } from "../days.ts";
import type { People } from "./people.ts";
import { reasonsOf } from "./reasons.ts";

interface MessageRow {
  readonly id: string;
  readonly borrowerId: string;
  readonly direction: string;
  readonly channel: string;
  readonly state: string;
  readonly textSealed: Uint8Array | null;
  readonly understoodSealed: Uint8Array | null;
  readonly template: string | null;
  readonly reasons: unknown;
  readonly receivedAt: Date | null;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
  readonly createdAt: Date;
}

/** A message as both sides saw it; an erased borrower's has no words left. */
export function chatLine(row: MessageRow, people: People, corrected?: Correction): ChatLine {
  return {
    id: row.id,
    from: row.direction === "in" ? "borrower" : "us",
    at: instantOf(row.receivedAt ?? row.sentAt ?? row.createdAt),
    channel: row.channel,
    text: people.read(row.borrowerId, `message.text/${row.id}`, row.textSealed),
    state: row.state,
    template: row.template,
    deliveredAt: instantOrNull(row.deliveredAt),
    readAt: instantOrNull(row.readAt),
    reasons: reasonsOf(row.reasons),
    understood: understoodOf(people.read(row.borrowerId, `message.understood/${row.id}`, row.understoodSealed)),
    corrected: corrected ?? null,
  };
}

/** Null too where an older release wrote it in a form that this one cannot read: the words themselves are shown anyway. */
export function understoodOf(json: string | null): Understood | null {
  if (json === null) return null;
  const read = form.safeParse(JSON.parse(json));
  return read.success ? read.data : null;
}

const amount = z.object({ minor: z.coerce.bigint(), currency: z.string().transform(parseCurrency) });
const part = z
  .object({ amount: amount.optional(), date: z.object({ on: z.string().transform(parseDay) }).optional() })
  .transform(({ amount: said, date }) => ({ amount: said?.currency ? money(said.minor, said.currency) : null, on: date?.on ?? null }));
const form = z.object({
  act: z.boolean(),
  yes: z.boolean().nullable().default(null),
  intents: z.array(z.object({ name: z.string(), confidence: z.number() })),
  parts: z.array(part),
  why: z.array(z.string()).default([]),
});
