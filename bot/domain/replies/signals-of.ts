import type { Day } from "../calendar.ts";
import { findAmounts } from "./amounts.ts";
import { answerHit } from "./answers.ts";
import { findDates } from "./dates.ts";
import { paymentHits } from "./intents.ts";
import { optOutHits } from "./opt-out.ts";
import { ranked } from "./rank.ts";
import type { ReplyContext } from "./reply.ts";
import { intentsBroadEn, intentsBroadZh } from "./intents-broad.ts";
import { inScript, rulebook, splitClauses } from "./rule.ts";
import { broadEn, broadZh } from "./safety-broad.ts";
import { safetyEn } from "./safety-en.ts";
import { safetyZh } from "./safety-zh.ts";
import type { Signals } from "./signals.ts";
import { yesNo } from "./yes-no.ts";

/** Runs every rule over one normalised text. `due` is what is open now, for "half" and "all". */
export function signalsOf(text: string, { asked, currency, locale }: ReplyContext, today: Day, due: bigint | undefined): Signals {
  const clauses = splitClauses(text);
  const dates = findDates(text, { today, lean: "future", locale, asked: asked === "promise_when" || asked === "confirm_promise" });
  const amounts = findAmounts(text, { currency, due, asked: asked === "promise_amount", taken: dates });
  const yes = yesNo(text);
  const safety = [...optOutHits(text, clauses, asked), ...clauses.flatMap((clause) => inScript(clause, graveZh, graveEn))];
  const hints = clauses.flatMap((clause) => inScript(clause, allBroadZh, allBroadEn));
  const said = [
    ...safety,
    ...paymentHits(
      clauses,
      dates.filter((date) => date.fuzzy || date.on >= today),
    ),
  ];
  const answer = said.length > 0 ? undefined : answerHit({ asked, yes, dates, amounts, due, length: text.length });
  const hits = answer ? [answer] : said;
  return { text, length: text.length, clauses, hits, hints, ranked: ranked(hits), answered: answer !== undefined, asked, yes, dates, amounts };
}

const [graveZh, graveEn] = [rulebook(safetyZh), rulebook(safetyEn)];
const [allBroadZh, allBroadEn] = [rulebook([...broadZh, ...intentsBroadZh]), rulebook([...broadEn, ...intentsBroadEn])];
