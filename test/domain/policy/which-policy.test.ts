import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { templatesDir } from "../../../bot/assembly/templates.ts";
import { zone } from "../../../bot/domain/calendar.ts";
import type { Policies, PolicyFor } from "../../../bot/domain/policy/policies.ts";
import { loadPolicies, type Pack } from "../../../bot/templates/load-policies.ts";
import { loadWhichPolicy, policiesOf, readPolicies } from "../../../bot/templates/load-which-policy.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const directory = makeTestDirectory("which-policy");
afterAll(() => directory.remove());
let packs: ReadonlyMap<string, Pack>;
let policies: Policies;
beforeAll(async () => {
  packs = (await loadPolicies(path.join(templatesDir, "policies"))).byId;
  policies = policiesOf(packs, [
    { packs: ["default"] },
    { country: "CN", packs: ["cn"] },
    { country: "BR", packs: ["br"] },
    { country: "BR", branches: ["sp-1"], packs: ["br-sp"] },
    { country: "IN", packs: ["in"] },
    { country: "IN", products: ["group-loan"], packs: ["in-microfinance"] },
    { country: "US", packs: ["us"] },
    { borrower_types: ["farmer"], zones: [zone("Asia/Manila")], packs: ["ph"] },
  ]);
});

const somebody = (change: Partial<PolicyFor> = {}): PolicyFor => ({
  zone: zone("Asia/Shanghai"),
  branch: "b1",
  type: "individual",
  products: ["micro"],
  ...change,
});

describe("which packs hold for whom", () => {
  const cases: [name: string, of: Partial<PolicyFor>, layers: string][] = [
    ["China's for its zone", {}, "cn+default"],
    ["also by the zone's other names", { zone: zone("PRC") }, "cn+default"],
    ["also in a zone of the country that the pack does not list", { zone: zone("Asia/Urumqi") }, "cn+default"],
    ["a zone that the pack lists and the country's table has elsewhere", { zone: zone("America/Puerto_Rico") }, "us+default"],
    ["only the default where no line fits", { zone: zone("Europe/Berlin") }, "default"],
    ["the branch's on top of the country's", { zone: zone("America/Sao_Paulo"), branch: "sp-1" }, "br-sp+br+default"],
    ["another branch's not", { zone: zone("America/Sao_Paulo"), branch: "rj-1" }, "br+default"],
    ["a branch of that name in another country not", { branch: "sp-1" }, "cn+default"],
    ["one of several products is enough", { zone: zone("Asia/Kolkata"), products: ["micro", "group-loan"] }, "in-microfinance+in+default"],
    ["by type and zone together", { zone: zone("Asia/Manila"), type: "farmer" }, "ph+default"],
    ["a type alone not", { zone: zone("Asia/Manila") }, "default"],
    ["everything that may hold where the zone is not known", { zone: undefined }, "us+in+br+cn+default"],
  ];
  it.each(cases)("%s", (_name, of, layers) => expect(policies.of(somebody(of)).policy.id).toBe(layers));

  it("one object for the same packs: what a policy's days are is kept with it", () =>
    expect(policies.of(somebody()).policy).toBe(policies.of(somebody({ branch: "b2" })).policy));
  it("a zone's planner hears of every pack that may hold there", () => expect(policies.inZone(zone("America/Sao_Paulo")).id).toBe("br-sp+br+default"));
  it("who has no zone may be anywhere that the packs' countries have", () => {
    const { zones } = policies.of(somebody({ zone: undefined }));
    expect(zones).toEqual(expect.arrayContaining(["Asia/Shanghai", "America/New_York", "Asia/Kolkata", "America/Noronha"]));
  });
});

describe("the file", () => {
  const written = (text: string) => {
    const dir = path.join(directory.path, String((made += 1)));
    mkdirSync(dir, { recursive: true });
    writeFileSync(path.join(dir, "which-policy.yaml"), text);
    return loadWhichPolicy(dir, packs);
  };
  const problems = async (text: string) => (await written(text)).problems.map(({ line, message }) => `${String(line)} ${message}`);

  it("as delivered gives everybody the careful default", async () => {
    const read = await readPolicies(templatesDir);
    expect(read.packs).toEqual(["default"]);
    expect(read.of(somebody()).policy.id).toBe("default");
  });
  it("may be missing", async () => expect((await loadWhichPolicy(directory.path, packs)).lines).toEqual([{ packs: ["default"] }]));
  it("says where a pack is unknown", async () =>
    expect(await problems("lines:\n  - packs: [default]\n  - { country: CN, packs: [cn, chn] }\n")).toEqual(["3 no policy pack chn"]));
  it("says where a key is unknown", async () => expect((await problems("lines:\n  - { state: SP, packs: [br-sp] }\n"))[0]).toMatch(/^2 .*state/));
  it("says where a zone is none", async () => expect((await problems("lines:\n  - { zones: [Asia/Nowhere], packs: [cn] }\n"))[0]).toMatch(/^2 .*zone/));
  it("says where it has no line", async () => expect(await problems("lines: []\n")).toHaveLength(1));
  it("its version changes with a line and with a pack, and with nothing else", () => {
    const of = (lines: Parameters<typeof policiesOf>[1]): string => policiesOf(packs, lines).version;
    expect(of([{ packs: ["default"] }])).toBe(of([{ packs: ["default"] }]));
    expect(of([{ packs: ["default"] }])).not.toBe(of([{ packs: ["default"] }, { country: "CN", packs: ["cn"] }]));
    const edited = new Map([...packs].map(([id, pack]): [string, Pack] => [id, id === "cn" ? { ...pack, version: "other" } : pack]));
    expect(policiesOf(edited, [{ packs: ["default"] }]).version).not.toBe(of([{ packs: ["default"] }]));
  });
});

let made = 0;
