import type { Command } from "commander";
import { whyDay } from "../app/forecast/why-day.ts";
import type { Core } from "../assembly/core.ts";
import { forecastDeps } from "../assembly/forecast.ts";
import { en } from "../console/strings/en.ts";
import { whySentence } from "../console/strings/why-words.ts";
import { zhCn } from "../console/strings/zh-cn.ts";
import { parseDay, type Day } from "../domain/calendar.ts";
import { whyFacts } from "../store/forecast/why-facts.ts";
import { usageError } from "./usage-error.ts";

/** `huifang why --borrower ID --day D`: why somebody was written to on a day, or was not, in one sentence. */
export function registerWhy(program: Command, connect: () => Promise<Core>): void {
  program
    .command("why")
    .description("why a borrower got a message on that day, or did not; of a day to come, what the forecast says; reads no text and no name")
    .requiredOption("--borrower <id>", "the lender's id of the borrower")
    .requiredOption("--day <day>", "a day in the borrower's time zone, YYYY-MM-DD", dayOption)
    .option("--language <language>", "en or zh-CN", languageOption, "en")
    .option("--json", "the sentence in both languages, and what it rests on")
    .action(async (options: { borrower: string; day: Day; language: "en" | "zh-CN"; json?: true }) => {
      const core = await connect();
      try {
        const facts = await whyFacts(core.database, { externalId: options.borrower }, options.day);
        if (!facts) {
          console.error(`no borrower ${options.borrower}`);
          process.exitCode = 1;
          return;
        }
        const why = await whyDay(forecastDeps(core), facts.borrowerId, facts);
        const said = { en: whySentence(why, options.day, "en", en), "zh-CN": whySentence(why, options.day, "zh-CN", zhCn) };
        console.log(options.json ? JSON.stringify({ borrower: options.borrower, day: options.day, ...said, why }) : said[options.language]);
      } finally {
        await core.close();
      }
    });
}

function dayOption(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw usageError(`"${text}" is no day; write it as 2026-11-22`);
  return day;
}

function languageOption(text: string): "en" | "zh-CN" {
  if (text !== "en" && text !== "zh-CN") throw usageError(`--language: en or zh-CN, not "${text}"`);
  return text;
}
