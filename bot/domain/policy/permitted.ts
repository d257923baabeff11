import type { Layer, Person, Policy } from "./policy.ts";
import type { Purpose } from "./purpose.ts";

export interface PermittedAsked {
  readonly channel: string;
  readonly purpose: Purpose;
  readonly person: Person;
  /** What the borrower agreed to; no channel: on all of them. */
  readonly consents: readonly Consent[];
  readonly daysLate: number;
}

export interface Consent {
  readonly channel?: string;
  readonly purpose: Purpose | "outside_hours" | "all";
  readonly given: boolean;
}

export interface Objection {
  readonly rule: "purpose_on_channel" | "consent" | "third_party" | "offer_while_overdue";
  readonly detail: string;
  readonly layer?: Layer;
}

/** What may not be said there, by that purpose, to that person; each rule with the layer that it is from. */
export function objections(asked: PermittedAsked, policy: Policy): Objection[] {
  const { channel, purpose, person } = asked;
  const found: Objection[] = [];
  for (const layer of policy.layers) {
    for (const rule of layer.forbidden ?? []) {
      if (rule.channel === channel && rule.purposes.includes(purpose)) found.push({ rule: "purpose_on_channel", detail: `${purpose} on ${channel}`, layer });
    }
    for (const rule of layer.consents ?? []) {
      if ((rule.channel === undefined || rule.channel === channel) && rule.purposes.includes(purpose) && !consented(asked)) {
        found.push({ rule: "consent", detail: `${purpose} on ${channel}`, layer });
      }
    }
    if (person !== "borrower" && layer.thirdParties && !layer.thirdParties.mayHear.includes(person)) {
      found.push({ rule: "third_party", detail: person, layer });
    }
  }
  // Needs and tips never go out while anything is overdue: pressure to borrow in order to repay.
  if (purpose === "offer" && asked.daysLate > 0) found.push({ rule: "offer_while_overdue", detail: String(asked.daysLate) });
  return found;
}

/** A refusal is stronger than any consent; the narrower consent counts as well as the wider. */
export function consented({ channel, purpose, consents }: Pick<PermittedAsked, "channel" | "consents"> & { readonly purpose: Consent["purpose"] }): boolean {
  const said = consents.filter(
    (one) =>
      (one.purpose === purpose || (one.purpose === "all" && purpose !== "offer" && purpose !== "outside_hours")) &&
      (one.channel === undefined || one.channel === channel),
  );
  return said.length > 0 && said.every(({ given }) => given);
}
