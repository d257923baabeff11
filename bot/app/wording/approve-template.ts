import type { Outcome } from "../console/commands.ts";
import type { Clock } from "../ports.ts";
import type { ShownTemplate } from "../../domain/wording/shown-template.ts";
import { textLocales } from "../../domain/day-text.ts";
import type { ApprovalDeps, TemplateDecision } from "./ports.ts";

export type ApprovalState = "released" | "draft" | "approved" | "withdrawn";

export interface TemplateStanding extends ShownTemplate {
  readonly state: ApprovalState;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
}

/** Every template with where it stands. */
export async function templateStandings({ approvals, shelf }: ApprovalDeps): Promise<TemplateStanding[]> {
  const decisions = new Map((await approvals.decisions()).map((decision) => [keyOf(decision.template, decision.version), decision]));
  return shelf.templates.map((template) => {
    const decision = decisions.get(keyOf(template.id, template.version));
    const state = decision?.state ?? (template.released ? "released" : "draft");
    return { ...template, state, decidedBy: decision?.approvedBy ?? null, decidedAt: decision?.at ?? null };
  });
}

type Deps = ApprovalDeps & { readonly clock: Clock };

/** A second person approves exactly what they read: another version, or what the guard refuses, is not approved. */
export async function approveTemplate(deps: Deps, officer: string, id: string, version: string): Promise<Outcome> {
  const template = deps.shelf.templates.find((each) => each.id === id);
  if (!template) return { status: "missing" };
  if (template.version !== version) return { status: "refused", state: "another_version" };
  if (textLocales.some((locale) => template.shown[locale].findings.length > 0)) return { status: "refused", state: "guard" };
  if (!template.released && template.writtenBy === undefined) return { status: "refused", state: "writer_unknown" };
  if (samePerson(template.writtenBy, officer)) return { status: "refused", state: "own_text" };
  return decide(deps, officer, template, "approved");
}

/** From its commit on nothing is sent with it; its touches are suppressed with the reason. */
export async function withdrawTemplate(deps: Deps, officer: string, id: string, version: string): Promise<Outcome> {
  const template = deps.shelf.templates.find((each) => each.id === id);
  if (!template) return { status: "missing" };
  if (template.version !== version) return { status: "refused", state: "another_version" };
  return decide(deps, officer, template, "withdrawn");
}

async function decide(
  { approvals, clock }: Deps,
  officer: string,
  { id, version, writtenBy }: ShownTemplate,
  state: TemplateDecision["state"],
): Promise<Outcome> {
  const at = clock.now();
  const changed = await approvals.decide({ template: id, version, state, writtenBy: writtenBy ?? null, approvedBy: officer, at }, { officer, at });
  return changed ? { status: "done" } : { status: "refused", state };
}

const samePerson = (one: string | undefined, other: string): boolean =>
  one?.normalize("NFKC").trim().toLowerCase() === other.normalize("NFKC").trim().toLowerCase();
const keyOf = (template: string, version: string): string => `${template} ${version}`;
