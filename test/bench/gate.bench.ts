/**
 * Decisions of the gate a second on one core, by policy pack: `npm run bench:gate`. By processor time, so that what
 * else runs on the machine does not count.
 */
import path from "node:path";
import { hourMs, instant, plus, zone, type Zone } from "../../bot/domain/calendar.ts";
import { gate, type GateFacts } from "../../bot/domain/policy/gate.ts";
import type { Policy } from "../../bot/domain/policy/policy.ts";
import { templatesDir } from "../../bot/assembly/templates.ts";
import { loadPolicies, policyOf } from "../../bot/templates/load-policies.ts";
import { facts, overdue } from "../domain/policy/facts.ts";
import { figure, interleaved, report, size } from "./support/compare.ts";

const decisions = size("DECISIONS", 50_000);
const packs: readonly (readonly [id: string, zone: Zone])[] = [
  ["default", zone("Asia/Shanghai")],
  ["us", zone("America/New_York")],
  ["br-sp", zone("America/Sao_Paulo")],
  ["cn", zone("Asia/Shanghai")],
];

const { byId } = await loadPolicies(path.join(templatesDir, "policies"));
const begin = instant("2026-11-22T00:00:00Z");

/** Two weeks, hour by hour: days, nights and Sundays; due and overdue; fresh and written to before; some with a hold. */
function asked(of: Zone): GateFacts[] {
  return Array.from({ length: 24 * 14 }, (_, hour) => {
    const now = plus(begin, hour * hourMs);
    const touch = { ...(hour % 3 === 0 ? overdue : {}), dueAt: now, expiresAt: plus(now, 48 * hourMs), ledgerAsOf: plus(now, -hourMs) };
    const initiatedAt = hour % 4 === 0 ? [plus(now, -30 * hourMs), plus(now, -80 * hourMs)] : [];
    const holds = hour % 10 === 0 ? [{ reason: "promised" as const, from: plus(now, -hourMs), until: plus(now, 5 * hourMs) }] : [];
    return facts({ now, zone: of, touch, initiatedAt, holds });
  });
}

function perSecond(policy: Policy, questions: readonly GateFacts[]): number {
  const before = process.cpuUsage();
  for (let n = 0; n < decisions; n++) {
    const question = questions[n % questions.length];
    if (question) gate(question, policy);
  }
  const { user, system } = process.cpuUsage(before);
  return (decisions * 1e6) / (user + system);
}

const sides = Object.fromEntries(
  packs.map(([id, of]) => {
    const [policy, questions] = [policyOf(byId, id === "default" ? ["default"] : [id]), asked(of)];
    return [id, () => Promise.resolve(perSecond(policy, questions))];
  }),
);
const measured = await interleaved(sides, { rounds: 5 });
report(
  "The gate, on one core",
  packs.map(([id]) => figure(`decisions, pack ${id}`, "/s", measured[id] ?? [], undefined, { at: "least", bound: 200_000 })),
);
