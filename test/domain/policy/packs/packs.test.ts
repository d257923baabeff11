import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { templatesDir } from "../../../../bot/assembly/templates.ts";
import { loadPolicies, type Pack } from "../../../../bot/templates/load-policies.ts";
import { asked, caseFiles, type Case, type CaseFile } from "./case-form.ts";
import { packDocs } from "./pack-docs.ts";

let packs: ReadonlyMap<string, Pack>;
beforeAll(async () => {
  packs = (await loadPolicies(`${templatesDir}/policies`)).byId;
});

const files = caseFiles();

describe.each(files)("pack $pack", (file) => {
  it.each(file.cases.map((one): [string, Case] => [`${one.kind}: ${one.says ?? ""} ${one.at} ${one.zone ?? ""}`, one]))("%s", (_name, one) => {
    const said = asked(packs, file, one);
    expect({ gives: said.gives, by: said.by.toSorted() }).toEqual({ gives: one.gives, by: one.by.toSorted() });
    expect(one.gives === "defer").toBe(one.until !== undefined);
    if (one.until !== undefined) expect(said.until?.startsWith(one.until), `${String(said.until)}, expected ${one.until}`).toBe(true);
  });

  it("has a case for each rule that it has", () => {
    const pack = packs.get(file.pack)?.file;
    if (!pack) throw new Error(`no pack ${file.pack}`);
    const has = new Set<string>(file.cases.map(({ kind }) => kind));
    const wanted = [
      "inside",
      "edge",
      "outside",
      ...(pack.holidays ? ["holiday"] : []),
      ...(pack.country === "CN" ? ["make-up day"] : []),
      ...(pack.extends === undefined && pack.zones && pack.zones.length > 1 ? ["unknown zone", "zone change"] : []),
      ...(pack.budgets ? ["budget"] : []),
      ...(pack.pauses ? ["pause"] : []),
      ...(pack.forbidden ? ["channel and purpose"] : []),
      ...(pack.consents || pack.hours?.unless_consent ? ["consent"] : []),
      ...(pack.third_parties ? ["third party"] : []),
      ...(pack.ledger ? ["ledger"] : []),
      ...(pack.responses ? ["answer"] : []),
      ...(pack.extends === undefined ? ["leap day"] : []),
    ];
    expect(wanted.filter((kind) => !has.has(kind))).toEqual([]);
  });
});

it("every pack has its cases", () => expect(files.map(({ pack }) => pack).toSorted()).toEqual([...packs.keys()].toSorted()));

/** UPDATE_DOCS=1 writes them anew; the change is read before it is committed. */
it.each(files.map((file): [string, CaseFile] => [file.pack, file]))("docs/policies/%s.md says what the pack and its cases say", (id, file) => {
  const path = new URL(`../../../../docs/policies/${id}.md`, import.meta.url).pathname;
  const said = packDocs(packs, file);
  if (process.env["UPDATE_DOCS"] === "1") {
    mkdirSync(new URL("../../../../docs/policies/", import.meta.url).pathname, { recursive: true });
    writeFileSync(path, said);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(said);
});
