import { hourMs, zone, type Day, type Weekday, type Zone } from "../domain/calendar.ts";
import { layered } from "../domain/policy/layered.ts";
import type { Layer, Policy, Source, Window } from "../domain/policy/policy.ts";
import { normalise } from "../domain/replies/normalise.ts";
import { optOutHits } from "../domain/replies/opt-out.ts";
import { packSchema, type PackFile } from "./pack-schema.ts";
import { publicHolidays } from "./public-holidays.ts";
import { loadFolder, type Folder } from "./yaml-folder.ts";
import type { Problem } from "./yaml-file.ts";

/** A pack as it was written, with its content's hash. */
export interface Pack {
  readonly file: PackFile;
  readonly version: string;
}

/** What fills in for whatever a pack does not say. */
export const floorId = "default";

/** Reads templates/policies. */
export async function loadPolicies(dir: string): Promise<Folder<Pack>> {
  const folder = await loadFolder(dir, packSchema, (read, file) => {
    const problems = [
      ...unnamedSources(read).map(({ path, name }) => file.problem(path, `no source "${name}" in sources`)),
      ...unheard(read).map(({ word, at }) => file.problem(["opt_out", "words", at], `"${word}": no reply with this word is heard as an opt-out`)),
    ];
    return problems.length > 0 ? { problems } : { value: { file: read, version: file.version } };
  });
  return { ...folder, problems: [...folder.problems, ...between(folder)] };
}

/** What holds where these packs do: each with what it extends, laid over the careful default. Throws RangeError for an unknown one. */
export function policyOf(packs: ReadonlyMap<string, Pack>, ids: readonly string[]): Policy {
  const floor = packs.get(floorId);
  if (!floor) throw new RangeError(`templates/policies/${floorId}.yaml is missing`);
  const chain = [...new Set(ids.flatMap((id) => withExtended(packs, id)))].filter((id) => id !== floorId);
  return layered(
    chain.map((id) => layerOf(packs, id)),
    layerOf(packs, floorId),
  );
}

/** Every zone that the packs' country has; none where none is said. */
export const zonesOfPacks = (packs: ReadonlyMap<string, Pack>, ids: readonly string[]): Zone[] =>
  [...new Set(ids.flatMap((id) => withExtended(packs, id)).flatMap((id) => packs.get(id)?.file.zones ?? []))].map(zone);

function withExtended(packs: ReadonlyMap<string, Pack>, id: string): string[] {
  const pack = packs.get(id);
  if (!pack) throw new RangeError(`no policy pack ${id}`);
  return [id, ...(pack.file.extends === undefined ? [] : withExtended(packs, pack.file.extends))];
}

/** The years that a loan book speaks of; a later day is open unless its weekday is not. */
const holidayYears = { from: 2024, to: 2032 };

function layerOf(packs: ReadonlyMap<string, Pack>, id: string): Layer {
  const pack = packs.get(id);
  if (!pack) throw new RangeError(`no policy pack ${id}`);
  const { file, version } = pack;
  const from = (name: string): { source: Source } => ({ source: sourceOf(file, name) });
  const { hours, holidays, third_parties: third, ledger, responses } = file;
  return {
    id,
    version,
    ...(hours && { hours: { ...from(hours.source), unlessConsent: hours.unless_consent, week: weekOf(hours.week) } }),
    ...(holidays && { holidays: { ...from(holidays.source), ...calendarOf(packs, id, holidays.calendar) } }),
    ...(file.budgets && {
      budgets: file.budgets.map(({ source, window, most, of, unanswered, kept }) => ({
        ...from(source),
        window,
        most,
        of,
        unanswered,
        ...(kept && { kept: { count: kept.count, fromPriority: kept.from_priority } }),
      })),
    }),
    ...(file.pauses && { pauses: file.pauses.map((pause) => ({ ...from(pause.source), ms: pause.hours * hourMs, of: pause.of })) }),
    ...(file.forbidden && { forbidden: file.forbidden.map(({ source, ...rule }) => ({ ...from(source), ...rule })) }),
    ...(file.consents && {
      consents: file.consents.map(({ source, channel, purposes }) => ({ ...from(source), purposes, ...(channel !== undefined && { channel }) })),
    }),
    ...(third && { thirdParties: { ...from(third.source), mayHear: third.may_hear } }),
    ...closingsOf(file),
    ...(ledger && { ledger: { ...from(ledger.source), postingLagMs: ledger.posting_lag_hours * hourMs, oldestMs: ledger.oldest_hours * hourMs } }),
    ...(responses && { responses: { ...from(responses.source), withinHours: responses.within_hours } }),
    ...(file.helplines && { helplines: file.helplines.map(({ source, name, number }) => ({ ...from(source), name, number })) }),
  };
}

function closingsOf(file: PackFile): Pick<Layer, "closings"> {
  const { opt_out: optOut, disclosures } = file;
  const closings = [
    ...(optOut?.wording ?? []).map(({ channel, text }) => ({ source: sourceOf(file, optOut?.source ?? ""), text, ...(channel !== undefined && { channel }) })),
    ...(disclosures ?? []).flatMap(({ source, closing }) => (closing ? [{ source: sourceOf(file, source), text: closing }] : [])),
  ];
  return closings.length > 0 ? { closings } : {};
}

function weekOf(lines: readonly { days: readonly Weekday[]; from: number; to: number }[]): ReadonlyMap<Weekday, Window> {
  return new Map(lines.flatMap(({ days, from, to }) => days.map((on): [Weekday, Window] => [on, { fromMinute: from, toMinute: to }])));
}

function calendarOf(packs: ReadonlyMap<string, Pack>, id: string, calendar: "public" | "none"): { closed: ReadonlySet<Day>; workdays: ReadonlySet<Day> } {
  const files = withExtended(packs, id).flatMap((one) => packs.get(one)?.file ?? []);
  const country = files.find((file) => file.country !== undefined)?.country;
  if (calendar === "none" || country === undefined) return { closed: new Set(), workdays: new Set() };
  return publicHolidays(country, files.find((file) => file.state !== undefined)?.state, holidayYears.from, holidayYears.to);
}

export function sourceOf(file: PackFile, name: string): Source {
  const found = file.sources[name];
  if (!found) throw new RangeError(`pack ${file.id}: no source ${name}`);
  return found;
}

/** Every place of the file that names a source which `sources` lacks. */
function unnamedSources(file: PackFile): { path: PropertyKey[]; name: string }[] {
  const missing: { path: PropertyKey[]; name: string }[] = [];
  const walk = (value: unknown, path: PropertyKey[]): void => {
    if (Array.isArray(value)) value.forEach((one, i) => walk(one, [...path, i]));
    else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (key === "source" && typeof one === "string" && !(one in file.sources)) missing.push({ path: [...path, key], name: one });
        else if (key !== "sources") walk(one, [...path, key]);
      }
    }
  };
  walk(file, []);
  return missing;
}

/** Whoever is told that a word stops the messages must be heard when they write it. */
const unheard = ({ opt_out: optOut }: PackFile): { word: string; at: number }[] =>
  (optOut?.words ?? []).flatMap((word, at) => (optOutHits(normalise(word).text, [], undefined).length > 0 ? [] : [{ word, at }]));

function between(folder: Folder<Pack>): Problem[] {
  const problems: Problem[] = [];
  for (const [id, { file }] of folder.byId) {
    const at = folder.files.get(id);
    if (!at) continue;
    const parent = file.extends;
    if (parent !== undefined && !folder.byId.has(parent)) problems.push(at.problem(["extends"], `extends: no pack ${parent}`));
    else if (parent !== undefined && goesRound(folder, id)) problems.push(at.problem(["extends"], "extends: comes back to itself"));
    if (id === floorId && !(file.hours && file.ledger && file.budgets))
      problems.push(at.problem(["id"], "the default needs hours, budgets and ledger: it fills in for all others"));
  }
  return problems;
}

function goesRound(folder: Folder<Pack>, id: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined; at = folder.byId.get(at)?.file.extends) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
