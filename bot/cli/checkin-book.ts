import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Questionnaire } from "../domain/checkins/questionnaire.ts";
import { textLocale, type TextLocale } from "../domain/day-text.ts";
import { ServiceError } from "../services/service-error.ts";
import { loadCheckins, readCheckin } from "../templates/load-checkins.ts";
import { loadMessageTemplates } from "../templates/load-message-templates.ts";
import { renderMessage } from "../templates/render-message.ts";
import { theGuard } from "../templates/the-guard.ts";
import type { Problem } from "../templates/yaml-file.ts";
import type { RehearsalDeps } from "./rehearsal.ts";
import { usageError } from "./usage-error.ts";

/** The questionnaires of a templates folder, and everything that is wrong in them. */
export async function openBook(dir: string) {
  const { guard } = await theGuard(dir);
  const loaded = await loadCheckins(join(dir, "checkins"), guard);
  return { dir, guard, ...loaded };
}
export type CheckinBook = Awaited<ReturnType<typeof openBook>>;

export interface FoundCheckin {
  readonly questionnaire: Questionnaire;
  readonly source: string;
  readonly file: string;
}

/**
 * By its id, or a draft by the path of its file. Throws wrong usage where there is none, and a ServiceError with the
 * places of what is wrong in it.
 */
export async function findCheckin(book: CheckinBook, name: string): Promise<FoundCheckin> {
  const isFile = /[/\\]|\.ya?ml$/.test(name);
  const file = isFile ? name : join(book.dir, "checkins", `${name}.yaml`);
  const own = book.problems.filter((problem) => !isFile && problem.file === file);
  if (own.length > 0) throw new ServiceError(own.map(placed).join("\n"));
  if (!isFile && !book.byId.has(name)) throw usageError(`no check-in "${name}"; there are ${[...book.byId.keys()].join(", ")}, or give the path of a file`);
  if (!existsSync(file)) throw usageError(`${name}: no such file`);
  const source = await readFile(file, "utf8").catch(() => {
    throw usageError(`${name} cannot be read`);
  });
  const { questionnaire, problems } = readCheckin(source, file, book.guard);
  if (!questionnaire) throw new ServiceError(problems.map(placed).join("\n"));
  return { questionnaire, source, file };
}

export const placed = ({ file, line, column, message }: Problem): string => `${relative(process.cwd(), file)}:${String(line)}:${String(column)}  ${message}`;

/** What a check-in says around its questions. */
export async function framing(dir: string, locale: TextLocale, lender: string): Promise<Pick<RehearsalDeps, "render" | "buttonsOf">> {
  const { templates } = await loadMessageTemplates(join(dir, "messages"));
  const find = (id: string) => {
    const template = templates.get(id);
    if (!template) throw new ServiceError(`${relative(process.cwd(), join(dir, "messages", `${id}.yaml`))} is missing or broken: npx huifang templates check`);
    return template;
  };
  return {
    render: (id, params) => renderMessage(find(id), locale, { lender, ...params }),
    buttonsOf: (id) => find(id).buttons[textLocale(locale)] ?? [],
  };
}
