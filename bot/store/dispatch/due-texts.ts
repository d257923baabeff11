import type { DueText, UnitFacts } from "../../app/dispatch/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { Hold } from "../../domain/policy/hold.ts";
import type { Consent } from "../../domain/policy/permitted.ts";
import { consentsOf } from "../consents.ts";
import { activeHoldsOf } from "../holds.ts";
import { identityAsked } from "../identity-asked.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { openHours } from "../preference.ts";
import { answeredAt, noneRecent, recentContacts, type Recent } from "../recent-contacts.ts";
import { heldBy, type Held } from "../shared/held-by.ts";
import { companions } from "./companions.ts";
import { contactPoints, type ContactPoint } from "./contact-points.ts";
import { openProducts } from "./open-products.ts";
import { rulesInForce, type RulesInForce } from "./rules-in-force.ts";
import type { Reading } from "./notice-rows.ts";
import { dueOf } from "./touch-rows.ts";
import type { UnitRow } from "./unit-row.ts";
import { unitRows, type LockedUnit } from "./unit-rows.ts";

/** What the gate and the templates need of each unit, in the order asked; of a borrower there may be one only. */
export async function dueTexts(reading: Reading, units: readonly LockedUnit[], now: Instant): Promise<readonly (DueText | "gone" | "busy")[]> {
  const { tx, vault } = reading;
  const borrowers = new Map(units.map(({ borrower }) => [borrower.id, borrower]));
  const ids = [...borrowers.keys()];
  const rules = await rulesInForce(tx);
  const rowOf = await unitRows(reading, units, now);
  const points = await contactPoints(tx, borrowers);
  const asked = await identityAsked(tx, ids);
  const holds = await activeHoldsOf(tx, ids, now);
  const consents = await consentsOf(tx, ids);
  const recent = await recentContacts(tx, ids, now);
  const products = await openProducts(tx, ids);
  const beside = await companions(tx, reminders(units, rowOf), now);
  const pointOf = ({ id }: LockedBorrower, row: UnitRow): ContactPoint | undefined =>
    points.get(id)?.find((point) => point.channel === row.channel && (row.contactPointId === null || point.id === row.contactPointId));
  const held = new Map<string, Held>();
  for (const { unit, borrower } of units) {
    const row = rowOf(unit.id);
    const point = typeof row === "string" ? undefined : pointOf(borrower, row);
    if (typeof row !== "string" && point?.shared && row.textClass === "initiating") held.set(unit.id, await heldBy(tx, vault, point, now));
  }
  return units.map(({ unit, borrower }) => {
    const row = rowOf(unit.id);
    if (typeof row === "string") return row;
    const of = borrower.id;
    const found = { holds: holds.get(of) ?? [], consents: consents.get(of) ?? [], recent: recent.get(of) ?? noneRecent, products: products.get(of) ?? [] };
    const contact = pointOf(borrower, row);
    const facts = factsOf(borrower, row, rules, { ...found, contact, held: held.get(unit.id), identityAsked: (contact && asked.get(contact.id)) ?? 0 }, now);
    return { unit, facts, companions: beside.get(of) ?? [], templateState: rules.templateState };
  });
}

function reminders(units: readonly LockedUnit[], rowOf: (id: string) => UnitRow | "gone" | "busy") {
  return units.flatMap(({ unit, borrower }) => {
    const row = rowOf(unit.id);
    return typeof row === "string" || !row.touch ? [] : [{ touch: row.touch, borrower }];
  });
}

interface OfBorrower {
  readonly holds: readonly Hold[];
  readonly consents: readonly Consent[];
  readonly recent: Recent;
  readonly products: readonly string[];
  readonly contact: ContactPoint | undefined;
  /** Who is on a number that several left. */
  readonly held: Held | undefined;
  readonly identityAsked: number;
}

function factsOf(borrower: LockedBorrower, row: UnitRow, rules: RulesInForce, of: OfBorrower, now: Instant): UnitFacts {
  const { id, key, locale, zone, name, branch, type } = borrower;
  const { contact } = of;
  const preference = openHours(key, id, borrower.preferredHoursSealed);
  return {
    borrower: { id, locale, zone, name },
    contact: contact && { id: contact.id, address: contact.address(), verified: contact.state === "verified", ...of.held },
    attempts: row.attempts,
    template: row.template,
    params: row.params,
    ...(row.choices && { choices: row.choices }),
    ...(row.notice && { notice: row.notice.notice }),
    ...dueOf(row.touch),
    ...(row.notice ? { ending: row.notice.notice.loanEnding } : row.touch && { ending: row.touch.ending }),
    // Of a text that is about no loan: the strictest of all that they have.
    whose: { zone: borrower.zoneKnown ? zone : undefined, branch, type, products: row.touch ? [row.touch.product] : of.products },
    policiesInForce: rules.policies,
    gate: {
      now,
      zone,
      textClass: row.textClass,
      channel: row.channel,
      branch,
      contact: contact && { id: contact.id, open: contact.state !== "closed", identityAsked: of.identityAsked },
      goLiveAt: rules.goLiveAt,
      ...(rules.restoredAt !== undefined && { restoredAt: rules.restoredAt }),
      ...(row.dueAt !== undefined && { dueAt: row.dueAt }),
      ...(row.priority !== undefined && { priority: row.priority }),
      ...(row.touch && { touch: row.touch }),
      ...(row.notice && { notice: row.notice.facts, purpose: row.notice.purpose }),
      ...(row.notice?.daysLate !== undefined && { daysLate: row.notice.daysLate }),
      holds: of.holds,
      stops: rules.stops,
      consents: of.consents,
      ...(preference && { preference }),
      ...(row.textClass === "initiating" ? contactsSoFar(borrower, of.recent) : { initiatedAt: [] }),
    },
  };
}

function contactsSoFar({ lastInboundAt }: LockedBorrower, recent: Recent): Pick<UnitFacts["gate"], "initiatedAt" | "contacts" | "answeredAt"> {
  const answered = answeredAt(lastInboundAt, recent);
  return { initiatedAt: recent.initiatedAt, contacts: recent.contacts, ...(answered !== undefined && { answeredAt: answered }) };
}
