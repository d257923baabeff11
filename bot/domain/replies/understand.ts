import { addDays, day, dayIn, dayMs, type Day } from "../calendar.ts";
import { decide } from "./decide.ts";
import { featuresOf } from "./model/features.ts";
import { probabilities, type LinearModel } from "./model/linear-model.ts";
import { theModel } from "./model/the-model.ts";
import { normalise } from "./normalise.ts";
import type { Reply, ReplyContext } from "./reply.ts";
import { signalsOf } from "./signals-of.ts";

/**
 * Reads one text. Pure and total: the same text and context give the same reply, and no text throws. Work grows
 * linearly with the length, since every pattern looks a bounded distance ahead.
 */
export const understand = (text: string, context: ReplyContext): Reply => understandBy(theModel(), text, context);

/** As `understand`, by another model: how a newly trained one is tried before it is kept. */
export function understandBy(model: LinearModel, text: string, context: ReplyContext): Reply {
  const normal = normalise(text);
  const today = localDay(context);
  const due = dueAmount(context, addDays(today, 3));
  const signals = signalsOf(normal.text, context, today, due);
  const features = featuresOf(signals);
  return decide({ signals, normal, today, locale: context.locale, features, model, likely: probabilities(model, features.hashes) });
}

/** By arithmetic where the zone is UTC: asking the runtime for it costs as much as a dozen rules. */
const localDay = ({ receivedAt, zone }: ReplyContext): Day => (zone === "UTC" ? addDays(epoch, Math.floor(receivedAt / dayMs)) : dayIn(receivedAt, zone));
const epoch = day("1970-01-01");

/** What falls due by then; before anything does, the next instalment. Undefined where nothing is open. */
function dueAmount({ open }: ReplyContext, by: string): bigint | undefined {
  const due = open.filter((instalment) => instalment.dueOn <= by);
  return (due.length > 0 ? due : open.slice(0, 1)).reduce<bigint | undefined>((sum, { minor }) => (sum ?? 0n) + minor, undefined);
}
