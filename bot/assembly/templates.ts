import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
import type { KeptVersion } from "../app/checkins/ports.ts";
import type { CheckinPlan } from "../domain/checkins/checkin-plan.ts";
import type { StandInZone } from "../app/import/stand-in-zone.ts";
import type { PolicyShelf } from "../app/policy-shelf.ts";
import type { Texts } from "../app/texts.ts";
import { textLocale } from "../domain/day-text.ts";
import type { ArrangementPolicy } from "../domain/arrangements/arrangement-policy.ts";
import type { Route } from "../domain/escalations/route.ts";
import type { TextLocale } from "../domain/day-text.ts";
import type { Guard } from "../domain/wording/guard.ts";
import type { Policies } from "../domain/policy/policies.ts";
import type { Capacity } from "../domain/reminders/capacity.ts";
import type { Plans } from "../domain/reminders/plan.ts";
import { ServiceError } from "../services/service-error.ts";
import { problemsOf } from "../templates/check-templates.ts";
import { loadAlertTemplates, renderAlert } from "../templates/load-alert-templates.ts";
import { loadMessageTemplates } from "../templates/load-message-templates.ts";
import { plansOf } from "../templates/load-which-plan.ts";
import { policiesOf, readPolicies } from "../templates/load-which-policy.ts";
import type { MessageTemplate } from "../templates/message-template.ts";
import { readTemplates, type TemplatesRead } from "../templates/read-templates.ts";
import { renderMessage } from "../templates/render-message.ts";

export const repoRoot = fileURLToPath(new URL("../../", import.meta.url));
export const templatesDir = join(repoRoot, "templates");

export interface Templates {
  readonly texts: Texts;
  readonly plans: Plans;
  readonly capacity: readonly Capacity[];
  readonly policies: PolicyShelf;
  readonly standInZone: StandInZone;
  readonly route: Route;
  /** Undefined: nothing is offered to who asks for time. */
  readonly arrangements: ArrangementPolicy | undefined;
  /** Questionnaires as their files have them. */
  readonly checkinFiles: readonly KeptVersion[];
  /** Who is asked which of them when; undefined: nobody, but by ad-hoc rounds. */
  readonly checkinPlan: CheckinPlan | undefined;
  /** What a borrower must never read. */
  readonly guard: Guard;
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  /** The telephone of each branch, where it is known. */
  readonly branchPhones: ReadonlyMap<string, string>;
  /** That version came with this release: byte by byte as in its own folder. */
  released(id: string, version: string): boolean;
  alertText(id: string, locale: TextLocale, values: Readonly<Record<string, string | number>>): { subject: string; text: string };
}

/** All of `templates/`; throws ServiceError with the first problems where one file is wrong: nothing starts half-read. */
export async function openTemplates(dir = templatesDir): Promise<Templates> {
  const read = await readTemplates(dir);
  const problems = problemsOf(dir, read);
  if (problems.length > 0) {
    const shown = problems.slice(0, 5).map((p) => `${p.file}:${String(p.line)}:${String(p.column)} ${p.message}`);
    throw new ServiceError(
      `templates: ${shown.join("; ")}${problems.length > 5 ? `; and ${String(problems.length - 5)} more` : ""}. See: npx huifang templates check`,
    );
  }
  const { byId: templates } = read.messages;
  const alertsById = read.alerts.byId.size > 0 ? read.alerts.byId : (await loadAlertTemplates(join(templatesDir, "alerts"))).byId;
  const released = dir === templatesDir ? templates : (await loadMessageTemplates(join(templatesDir, "messages"))).templates;
  const { guard } = read.guarded;
  if (!guard) throw new ServiceError("templates/guard is missing");
  const policies = openShelf(dir, policiesOf(read.policies.byId, read.whichPolicy.lines));
  return {
    guard,
    messages: templates,
    checkinFiles: await checkinFilesOf(read.checkins),
    checkinPlan: read.checkinPlan.plan,
    branchPhones: read.branches.phones,
    released: (id, version) => released.get(id)?.version === version,
    capacity: read.capacity.lines,
    plans: plansOf(read.plans.byId, read.whichPlan.lines),
    policies,
    standInZone: (of) => policies.current.of({ ...of, zone: undefined }).zones[0],
    arrangements: read.arrangements.policy,
    route: one(read.routes.byId, "routes", "default"),
    alertText: (id, locale, values) => renderAlert(one(alertsById, "alerts", id), locale, values),
    texts: {
      find: (id) => templates.get(id),
      buttons: (id, locale) => templates.get(id)?.buttons[textLocale(locale)] ?? [],
      render(id, locale, params) {
        const template = templates.get(id);
        if (!template) throw new Error(`no message template ${id}`);
        return renderMessage(template, locale, params);
      },
    },
  };
}

async function checkinFilesOf({ byId, files, writtenBy }: TemplatesRead["checkins"]): Promise<KeptVersion[]> {
  return Promise.all(
    [...byId].map(async ([id, { version }]) => {
      const file = files.get(id)?.file;
      if (file === undefined) throw new Error("a questionnaire without its file");
      return { questionnaire: id, version, source: await readFile(file, "utf8"), author: writtenBy.get(id) ?? null };
    }),
  );
}

function openShelf(dir: string, read: Policies): PolicyShelf {
  let current = read;
  return {
    get current() {
      return current;
    },
    async reload() {
      current = await readPolicies(dir);
    },
  };
}

function one<T>(of: ReadonlyMap<string, T>, folder: string, id: string): T {
  const found = of.get(id);
  if (!found) throw new ServiceError(`templates/${folder}/${id}.yaml is missing`);
  return found;
}
