import { join } from "node:path";
import { checkinTemplates, checkinWords } from "../domain/checkins/run.ts";
import { noticeValues } from "../domain/notices/notice-values.ts";
import { joinedTemplates } from "../domain/reminders/joined.ts";
import { ambientParams, spoken } from "../domain/turns/says.ts";
import { guardProblems } from "./guard-messages.ts";
import { readTemplates, type TemplatesRead } from "./read-templates.ts";
import type { Problem } from "./yaml-file.ts";

/** One text for several reminders, and a line of it. */
const joinedParams: Readonly<Record<string, readonly string[]>> = {
  [joinedTemplates.frame]: ["count", "list", "total"],
  [joinedTemplates.line]: ["amount", "due_on", "when"],
};

/** Values that a reminder gets; the amount has its currency. */
const reminderParams: readonly string[] = ["amount", "days", "due_on", ...ambientParams];

/** Said to whoever writes where no borrower is known. */
const toStrangers = { "chat-unknown": [] } as const;

/** What check-ins say, and the words of their buttons. */
const inCheckins: Readonly<Record<string, readonly string[]>> = {
  ...checkinTemplates,
  ...Object.fromEntries(Object.values(checkinWords).map((id) => [id, []])),
};

/** Everything that is wrong in `dir` (the templates folder): in each file, and between files. In order of file and line. */
export const checkTemplates = async (dir: string): Promise<Problem[]> => problemsOf(dir, await readTemplates(dir));

/** The same for what has been read already. */
export function problemsOf(dir: string, read: TemplatesRead): Problem[] {
  const { messages, plans, guarded } = read;
  const problems = ownProblems(read);
  const broken = new Set(messages.problems.map(({ file }) => file));
  const pathOf = (id: string): string => join(dir, "messages", `${id}.yaml`);

  for (const [id, given] of Object.entries<readonly string[]>({ ...spoken, ...toStrangers, ...joinedParams, ...noticeValues, ...inCheckins })) {
    const template = messages.byId.get(id);
    const file = messages.files.get(id);
    if (!template && !broken.has(pathOf(id))) problems.push({ file: pathOf(id), line: 1, column: 1, message: "missing: turns of the conversation say it" });
    for (const param of template?.params ?? []) if (![...given, ...ambientParams].includes(param)) problems.push(unknownParam(file, param));
  }
  for (const [id, template] of guarded.guard ? messages.byId : []) {
    const file = messages.files.get(id);
    if (file && guarded.guard) problems.push(...guardProblems(guarded.guard, template, file));
  }
  for (const [planId, plan] of plans.byId)
    plan.stages.forEach(({ template: id }, i) => {
      const template = messages.byId.get(id);
      const planFile = plans.files.get(planId);
      if (template?.purpose === "reminder")
        problems.push(...template.params.filter((param) => !reminderParams.includes(param)).map((param) => unknownParam(messages.files.get(id), param)));
      else if (planFile && !broken.has(pathOf(id)))
        problems.push(planFile.problem(["stages", i, "template"], template ? `${id} is no reminder` : `no message template ${id}`));
    });
  return unique(problems).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** What each file says that is wrong by itself. */
function ownProblems(read: TemplatesRead): Problem[] {
  const { messages, plans, policies, routes, alerts, guarded, whichPolicy, whichPlan, capacity, branches, arrangements, checkins, checkinPlan } = read;
  // A plan or questionnaire that cannot be read is missing for this reason alone.
  const choice = plans.problems.length > 0 ? [] : whichPlan.problems;
  const checkinChoice = checkins.problems.length > 0 ? [] : checkinPlan.problems;
  return [
    ...[messages, plans, policies, routes, alerts, whichPolicy, branches, arrangements, guarded, capacity, checkins].flatMap((each) => each.problems),
    ...choice,
    ...checkinChoice,
  ];
}

type Placed = { problem(at: readonly PropertyKey[], message: string): Problem };

function unknownParam(file: Placed | undefined, param: string): Problem {
  if (!file) throw new Error("a template without its file");
  return file.problem(["texts", "zh-CN"], `texts: nobody gives {${param}}`);
}

/** Two plans may use the same template. */
const unique = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((each) => [`${each.file}:${each.line}:${each.column}:${each.message}`, each])).values(),
];
