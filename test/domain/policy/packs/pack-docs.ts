import { zone } from "../../../../bot/domain/calendar.ts";
import type { Pack } from "../../../../bot/templates/load-policies.ts";
import { packPage } from "../../../../bot/templates/pack-page.ts";
import type { Case, CaseFile } from "./case-form.ts";

/** docs/policies/<id>.md: the pack in both languages, and what it answers, case by case. */
export function packDocs(packs: ReadonlyMap<string, Pack>, file: CaseFile): string {
  return [
    `<!-- Written by UPDATE_DOCS=1 npx vitest run test/domain/policy/packs; change templates/policies/${file.pack}.yaml or the cases, not this file. -->`,
    packPage(packs, file.pack, "en"),
    "",
    packPage(packs, file.pack, "zh-CN").replace(/^# /, "## "),
    "",
    "## What it answers · 问答对照",
    "",
    `Each line is a test (test/domain/policy/packs/${file.pack}.yaml). Local time in ${zone(file.zone)} unless another zone is named; a reminder before the due day on the channel sim unless said otherwise; the careful default fills in.`,
    "",
    "| kind | moment | what | decision | by |",
    "|---|---|---|---|---|",
    ...file.cases.map(
      (one) =>
        `| ${one.kind} | ${one.at.replace("T", " ")}${one.zone === undefined ? "" : ` (${one.zone})`} | ${whatOf(one)} | ${saidOf(one)} | ${one.by.join(", ")} |`,
    ),
    "",
  ].join("\n");
}

const whatOf = ({ says, channel, purpose, facts }: Case): string =>
  [says, channel === "sim" ? "" : channel, purpose === "reminder" ? "" : purpose.replaceAll("_", " "), facts === undefined ? "" : `\`${briefly(facts)}\``]
    .filter(Boolean)
    .join("; ")
    .replaceAll("|", "\\|");

const saidOf = ({ gives, until }: Case): string => (until === undefined ? gives : `${gives} until ${until.replace("T", " ")}`);

/** The facts file, on one line, without what JSON needs only for machines. */
const briefly = (facts: unknown): string => JSON.stringify(facts).replaceAll('"', "").replaceAll(",", ", ").slice(0, 160);
