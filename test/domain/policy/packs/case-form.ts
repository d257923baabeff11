/** How test/domain/policy/packs/*.yaml are written, and how a case is asked: as `huifang gate` asks it. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { gateFactsFile, gateFactsOf } from "../../../../bot/cli/gate-facts-file.ts";
import { day, instantAt, isoLocal, parseInstant, zone, type Instant, type Zone } from "../../../../bot/domain/calendar.ts";
import { gate } from "../../../../bot/domain/policy/gate.ts";
import type { Policy } from "../../../../bot/domain/policy/policy.ts";
import { purposes } from "../../../../bot/domain/policy/purpose.ts";
import { policyOf, zonesOfPacks, type Pack } from "../../../../bot/templates/load-policies.ts";

const directory = new URL("./", import.meta.url).pathname;

export const kinds = [
  "inside",
  "edge",
  "outside",
  "holiday",
  "make-up day",
  "DST gap",
  "DST overlap",
  "zone change",
  "unknown zone",
  "leap day",
  "channel and purpose",
  "consent",
  "third party",
  "budget",
  "pause",
  "preference",
  "answer",
  "ledger",
] as const;

const caseForm = z.strictObject({
  kind: z.enum(kinds),
  /** What the moment or the facts are. */
  says: z.string().optional(),
  /** As the wall clock in the zone shows it, or with an offset. */
  at: z.string(),
  /** In place of the file's; "unknown": every zone of the pack's country. */
  zone: z.string().optional(),
  channel: z.string().default("sim"),
  purpose: z.enum(purposes).default("reminder"),
  facts: z.unknown().optional(),
  gives: z.enum(["send", "defer", "suppress"]),
  /** The wall clock in the (first) zone, as exactly as the case needs. */
  until: z.string().optional(),
  /** rule@pack, or the rule alone where it is the product's own. */
  by: z.array(z.string()).default([]),
});
const fileForm = z.strictObject({ pack: z.string(), zone: z.string(), cases: z.array(caseForm).min(1) });
export type Case = z.output<typeof caseForm>;
export type CaseFile = z.output<typeof fileForm>;

export const caseFiles = (): CaseFile[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => fileForm.parse(parse(readFileSync(path.join(directory, name), "utf8"))));

/** What the gate says, in the words of a case. */
export function asked(packs: ReadonlyMap<string, Pack>, { pack, zone: usual }: CaseFile, one: Case): Pick<Case, "gives" | "until" | "by"> {
  let policy = policies.get(pack);
  if (!policy) policies.set(pack, (policy = policyOf(packs, [pack])));
  const zones = one.zone === "unknown" ? zonesOfPacks(packs, [pack]) : [zone(one.zone ?? usual)];
  const [first, ...others] = zones;
  if (!first) throw new Error(`${pack} has no zones`);
  const facts = gateFactsOf(gateFactsFile.parse(one.facts ?? {}), {
    now: momentOf(one.at, first),
    zones: [first, ...others],
    channel: one.channel,
    purpose: one.purpose,
  });
  const decision = gate(facts, policy);
  return {
    gives: decision.decision,
    ...(decision.decision === "defer" && { until: isoLocal(decision.until, first) }),
    by: decision.decision === "send" ? [] : decision.reasons.map((reason) => (reason.pack === undefined ? reason.rule : `${reason.rule}@${reason.pack}`)),
  };
}

const policies = new Map<string, Policy>();

function momentOf(at: string, inZone: Zone): Instant {
  const exact = parseInstant(at);
  if (exact !== undefined) return exact;
  const [on = "", time = ""] = at.split("T");
  return instantAt(day(on), Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), inZone);
}
