import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { parse as parseYaml } from "yaml";
import { templatesDir } from "../assembly/templates.ts";
import { readConfig } from "../config.ts";
import { instantAt, isoLocal, parseDay, parseInstant, parseZone, systemNow, type Instant, type Zone } from "../domain/calendar.ts";
import { gate } from "../domain/policy/gate.ts";
import type { Policy } from "../domain/policy/policy.ts";
import { purposes, type Purpose } from "../domain/policy/purpose.ts";
import { sourced } from "../domain/policy/source-of.ts";
import { loadPolicies, policyOf, zonesOfPacks, type Pack } from "../templates/load-policies.ts";
import { gateFactsFile, gateFactsOf, type AskedAt, type GateFactsFile } from "./gate-facts-file.ts";
import { usageError } from "./usage-error.ts";

interface Options {
  pack: string;
  zone?: string;
  at?: string;
  channel: string;
  purpose: Purpose;
  facts?: string;
  json?: true;
}

/** `huifang gate`: what the gate says of one text at one moment, rule by rule with its source; needs no database. */
export function registerGate(program: Command): void {
  program
    .command("gate")
    .description("asks the gate about one text at one moment: send, defer or suppress, with every rule and its source")
    .requiredOption("--pack <ids>", "policy pack, or several joined by commas: all of them hold (npx huifang policies list)")
    .option("--zone <zone>", "the borrower's time zone, as Asia/Shanghai; without it, every zone of the pack's country must be open")
    .option("--at <moment>", "2026-11-22T22:30, as the wall clock in --zone shows it, or with an offset; without it, now")
    .requiredOption("--channel <name>", "web, sms, whatsapp, …")
    .option("--purpose <purpose>", purposes.join(", "), purposeOption, "reminder")
    .option("--facts <file>", "what else is known, as YAML or JSON (docs/policies/README.md); what is left out speaks against nothing")
    .option("--json", "on one line")
    .action(async (options: Options) => {
      const { byId } = await loadPolicies(join(readConfig(process.env).HUIFANG_TEMPLATES ?? templatesDir, "policies"));
      const { policy, zones } = packsOf(byId, options);
      const asked: AskedAt = { now: momentOf(options, zones[0]), zones, channel: options.channel, purpose: options.purpose };
      const decision = gate(gateFactsOf(await factsOf(options.facts), asked), policy);
      const said = {
        decision: decision.decision,
        ...(decision.decision === "defer" && { until: isoLocal(decision.until, zones[0]) }),
        reasons: decision.reasons.map((reason) => sourced(reason, policy)),
        policy: policy.id,
      };
      console.log(JSON.stringify(said, null, options.json ? 0 : 2));
    });
}

function packsOf(byId: ReadonlyMap<string, Pack>, { pack, zone: named }: Options): { policy: Policy; zones: readonly [Zone, ...Zone[]] } {
  const ids = pack.split(",").map((id) => id.trim());
  const unknown = ids.find((id) => !byId.has(id));
  if (unknown !== undefined) throw usageError(`--pack: no pack "${unknown}"; there are ${[...byId.keys()].join(", ")}`);
  const policy = policyOf(byId, ids);
  if (named !== undefined && named !== "unknown") {
    const zone = parseZone(named);
    if (zone === undefined) throw usageError(`--zone: "${named}" is no time zone; write it as Asia/Shanghai`);
    return { policy, zones: [zone] };
  }
  const [first, ...others] = zonesOfPacks(byId, ids);
  if (first === undefined) throw usageError("--zone is needed: this pack is of no country");
  return { policy, zones: [first, ...others] };
}

function momentOf({ at, zone: named }: Options, zone: Zone): Instant {
  if (at === undefined) return systemNow();
  const exact = parseInstant(at);
  if (exact !== undefined) return exact;
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2})?$/.exec(at);
  const on = local?.[1] === undefined ? undefined : parseDay(local[1]);
  const [hour, minute] = [Number(local?.[2]), Number(local?.[3])];
  if (on === undefined || hour > 23 || minute > 59) throw usageError(`--at: "${at}" is no moment; write it as 2026-11-22T22:30`);
  if (named === undefined || named === "unknown") throw usageError("--at needs an offset where --zone is not given, as 2026-11-22T22:30+08:00");
  return instantAt(on, hour * 60 + minute, zone);
}

async function factsOf(file: string | undefined): Promise<GateFactsFile> {
  if (file === undefined) return gateFactsFile.parse({});
  const text = await readFile(file, "utf8").catch(() => {
    throw usageError(`--facts: ${file} cannot be read`);
  });
  let read: unknown;
  try {
    read = parseYaml(text);
  } catch {
    throw usageError(`--facts: ${file} is neither YAML nor JSON`);
  }
  const parsed = gateFactsFile.safeParse(read ?? {});
  if (parsed.success) return parsed.data;
  throw usageError(`--facts: ${parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".") || file}: ${message}`).join("; ")}`);
}

function purposeOption(text: string): Purpose {
  const found = purposes.find((one) => one === text.replaceAll("-", "_").replace(/^checkin$/, "check_in"));
  if (!found) throw usageError(`--purpose: one of ${purposes.join(", ")}`);
  return found;
}
