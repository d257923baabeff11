import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { day, type Zone } from "../domain/calendar.ts";
import { opensWithin } from "../domain/policy/hours.ts";
import type { Chosen, Policies, PolicyFor } from "../domain/policy/policies.ts";
import { canonicalZone, countryZones } from "./country-zones.ts";
import { floorId, loadPolicies, policyOf, zonesOfPacks, type Pack } from "./load-policies.ts";
import { whichPolicySchema, type WhichPolicyLine } from "./which-policy-schema.ts";
import { readYaml, type Problem } from "./yaml-file.ts";

export const whichPolicyFile = "which-policy.yaml";

interface Which {
  readonly lines: readonly WhichPolicyLine[];
  readonly problems: readonly Problem[];
}

/** Reads which-policy.yaml of the templates folder `dir`; where there is none, the careful default holds for everybody. */
export async function loadWhichPolicy(dir: string, packs: ReadonlyMap<string, Pack>): Promise<Which> {
  const path = join(dir, whichPolicyFile);
  if (!existsSync(path)) return { lines: [{ packs: [floorId] }], problems: [] };
  const file = await readYaml(path, whichPolicySchema);
  if (!file.value) return { lines: [], problems: file.problems };
  const { lines } = file.value;
  const problems = lines.flatMap((line, i) => {
    const unknown = line.packs.findIndex((id) => !packs.has(id));
    if (unknown >= 0) return [file.problem(["lines", i, "packs", unknown], `no policy pack ${line.packs[unknown] ?? ""}`)];
    const everybody = lines.filter((one) => isForEverybody(one) && one !== line).flatMap((one) => one.packs);
    if (!opensWithin(policyOf(packs, [...line.packs, ...everybody]), someMonday))
      return [file.problem(["lines", i, "packs"], "these packs together leave no hour")];
    return [];
  });
  return { lines, problems };
}

/** Any day of an ordinary year will do: what is asked is whether the hours of the packs ever meet. */
const someMonday = day("2027-03-01");

/** Packs and choice as they lie in `dir` now. Throws RangeError where they are wrong (`templates check` says where). */
export async function readPolicies(dir: string): Promise<Policies> {
  const { byId, problems } = await loadPolicies(join(dir, "policies"));
  const which = await loadWhichPolicy(dir, byId);
  const first = [...problems, ...which.problems][0];
  if (first) throw new RangeError(`${first.file}:${String(first.line)} ${first.message}`);
  return policiesOf(byId, which.lines);
}

/** Every line that fits somebody holds for them, a later one as the more particular. */
export function policiesOf(packs: ReadonlyMap<string, Pack>, lines: readonly WhichPolicyLine[]): Policies {
  const chosen = new Map<string, Chosen>();
  const fits = lines.map((line) => fitOf(packs, line));
  const choose = (fitting: readonly WhichPolicyLine[]): Chosen => {
    const ids = [...new Set(fitting.toReversed().flatMap((line) => line.packs))];
    const key = ids.join("+");
    let found = chosen.get(key);
    // One object for one set of packs: what a policy's days are is kept with the object.
    if (!found) chosen.set(key, (found = { policy: policyOf(packs, ids), zones: zonesOfPacks(packs, ids) }));
    return found;
  };
  const where = (fit: (one: Fit) => boolean): readonly WhichPolicyLine[] => lines.filter((_, i) => fits[i] !== undefined && fit(fits[i]));
  return {
    version: versionOf(packs, lines),
    packs: [...new Set(lines.flatMap((line) => line.packs))],
    of: (whom) => choose(where((fit) => (whom.zone === undefined || fit.zone(whom.zone)) && fit.rest(whom))),
    inZone: (zone) => choose(where((fit) => fit.zone(zone))).policy,
  };
}

interface Fit {
  zone(zone: Zone): boolean;
  rest(whom: PolicyFor): boolean;
}

function fitOf(packs: ReadonlyMap<string, Pack>, line: WhichPolicyLine): Fit {
  const { country, branches, products, borrower_types: types } = line;
  const ofPacks = [...packs.values()].filter(({ file }) => file.country === country).flatMap(({ file }) => file.zones ?? []);
  const ofCountry = country === undefined ? undefined : new Set([...countryZones(country), ...ofPacks.map(canonicalZone)]);
  const named = line.zones && new Set(line.zones.map(canonicalZone));
  const known = new Map<Zone, boolean>();
  return {
    zone(zone) {
      let fits = known.get(zone);
      if (fits === undefined) {
        const canonical = canonicalZone(zone);
        known.set(zone, (fits = (!ofCountry || ofCountry.has(canonical)) && (!named || named.has(canonical))));
      }
      return fits;
    },
    rest: (whom) =>
      (!branches || branches.includes(whom.branch)) &&
      (!products || whom.products.some((product) => products.includes(product))) &&
      (!types || types.some((type) => type === whom.type)),
  };
}

const isForEverybody = (line: WhichPolicyLine): boolean => Object.entries(line).every(([key, said]) => key === "packs" || said === undefined);

function versionOf(packs: ReadonlyMap<string, Pack>, lines: readonly WhichPolicyLine[]): string {
  const files = [...packs].map(([id, { version }]) => `${id}@${version}`).toSorted();
  return createHash("sha256")
    .update(JSON.stringify([files, lines]))
    .digest("hex")
    .slice(0, 12);
}
