import { checkWording, type Finding, type WordingFacts } from "../../domain/wording/check-wording.ts";
import type { Guard } from "../../domain/wording/guard.ts";

/** What an officer typed: a text with findings is not sent. What is not told is taken for the strict side, but that the right person is there. */
export function checkText(guard: Guard, text: string, facts: Partial<WordingFacts> = {}): { readonly passes: boolean; readonly findings: readonly Finding[] } {
  const findings = checkWording(guard, text, { writer: "officer", personKnown: true, overdue: true, approved: false, nothingOpen: false, ...facts });
  return { passes: findings.length === 0, findings };
}
