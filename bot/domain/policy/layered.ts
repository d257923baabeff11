import type { Layer, Policy } from "./policy.ts";

/**
 * Lays packs over each other, the most particular first. What none of them says is taken from `floor`, the careful
 * default: what is unknown is left strict. What the floor forbids or wants consent for, its budgets and its pauses
 * always hold: a country's budget of six attempts a day is no reason to make six.
 */
export function layered(packs: readonly Layer[], floor: Layer): Policy {
  const said = (rule: keyof Layer): boolean => packs.some((pack) => pack[rule] !== undefined);
  const { id, version, forbidden, consents, budgets, pauses, closings } = floor;
  const rest: Layer = {
    id,
    version,
    ...(forbidden && { forbidden }),
    ...(consents && { consents }),
    ...(floor.hours && !said("hours") && { hours: floor.hours }),
    ...(floor.holidays && !said("holidays") && { holidays: floor.holidays }),
    ...(budgets && { budgets }),
    ...(pauses && { pauses }),
    ...(closings && { closings }),
    ...(floor.thirdParties && !said("thirdParties") && { thirdParties: floor.thirdParties }),
    ...(floor.ledger && !said("ledger") && { ledger: floor.ledger }),
    ...(floor.responses && !said("responses") && { responses: floor.responses }),
    ...(floor.helplines && !said("helplines") && { helplines: floor.helplines }),
  };
  const layers = [...packs.filter((pack) => pack.id !== floor.id), rest];
  const ledgers = layers.flatMap(({ ledger }) => (ledger ? [ledger] : []));
  if (!layers.some(({ hours }) => hours) || ledgers.length === 0) throw new RangeError(`policy ${floor.id}: hours and ledger are needed`);
  return {
    id: layers.map((layer) => layer.id).join("+"),
    version: layers.map((layer) => layer.version).join("+"),
    layers,
    ledger: {
      postingLagMs: Math.max(...ledgers.map(({ postingLagMs }) => postingLagMs)),
      oldestMs: Math.min(...ledgers.map(({ oldestMs }) => oldestMs)),
    },
    responses: { withinHours: layers.some(({ responses }) => responses?.withinHours === true) },
  };
}
