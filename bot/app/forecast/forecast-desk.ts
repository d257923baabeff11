/**
 * Forecasts for people who wait before a page. One is counted at a time in a process, shared by all who ask the same,
 * given up when the last of them has gone, and kept for some minutes: it says as of when it is.
 */
import { minuteMs } from "../../domain/calendar.ts";
import type { Sees } from "../access/caller.ts";
import type { ForecastDeps } from "./deps.ts";
import type { Range } from "./forecast.ts";
import { summarise, type ForecastSummary } from "./summary.ts";

export interface ForecastAsked extends Range {
  readonly sees: Sees;
  readonly branch?: string | undefined;
}

export type ForecastNews =
  /** Not begun: another one is being counted. */
  | { readonly kind: "waiting" }
  | { readonly kind: "counting"; readonly done: number; readonly of: number }
  | { readonly kind: "counted"; readonly summary: ForecastSummary }
  | { readonly kind: "failed" };

export interface ForecastDesk {
  /** Ends with `counted` or `failed`, or silently once the signal is aborted. "busy": too many others wait. */
  ask(asked: ForecastAsked, signal: AbortSignal): "busy" | AsyncIterable<ForecastNews>;
}

/** A page that is opened again within so long shows what was counted then. */
const keptMs = 5 * minuteMs;
const mostKept = 20;
const mostWaiting = 8;

type Deps = ForecastDeps & { readonly casesADay: number };

interface Run {
  news: ForecastNews;
  watchers: number;
  readonly stop: AbortController;
  readonly heard: Set<() => void>;
}

export function createForecastDesk(deps: Deps): ForecastDesk {
  const runs = new Map<string, Run>();
  let turn = Promise.resolve();

  const isOld = ({ news }: Run): boolean =>
    news.kind === "failed" || (news.kind === "counted" && deps.clock.now() - news.summary.asOf > keptMs * deps.clock.speed);
  const isUnderWay = ({ news, stop }: Run): boolean => !stop.signal.aborted && (news.kind === "waiting" || news.kind === "counting");

  const start = (key: string, asked: ForecastAsked): Run => {
    const run: Run = { news: { kind: "waiting" }, watchers: 0, stop: new AbortController(), heard: new Set() };
    runs.set(key, run);
    turn = turn.then(() => countUp(deps, asked, run)).then(() => void (run.news.kind === "failed" && runs.get(key) === run && runs.delete(key)));
    return run;
  };

  return {
    ask(asked, signal) {
      const key = JSON.stringify([asked.from, asked.to, asked.branch ?? null, asked.sees]);
      for (const [each, run] of runs) if (isOld(run)) runs.delete(each);
      let run = runs.get(key);
      if (!run || run.stop.signal.aborted) {
        if ([...runs.values()].filter(isUnderWay).length >= mostWaiting) return "busy";
        run = start(key, asked);
        for (const [each, other] of runs) if (runs.size > mostKept && !isUnderWay(other)) runs.delete(each);
      }
      return watch(run, signal);
    },
  };
}

async function countUp(deps: Deps, { sees, branch, ...range }: ForecastAsked, run: Run): Promise<void> {
  const tell = (news: ForecastNews): void => {
    run.news = news;
    for (const heard of run.heard) heard();
  };
  try {
    const { signal } = run.stop;
    signal.throwIfAborted();
    const summary = await summarise(deps, range, { sees, branch }, { signal, progress: (done, of) => tell({ kind: "counting", done, of }) });
    tell({ kind: "counted", summary });
  } catch (fault) {
    if (!run.stop.signal.aborted) deps.log.error({ fault: fault instanceof Error ? fault.name : "unknown" }, "a forecast broke off");
    tell({ kind: "failed" });
  }
}

async function* watch(run: Run, signal: AbortSignal): AsyncGenerator<ForecastNews> {
  run.watchers++;
  try {
    for (let told: ForecastNews | undefined; !signal.aborted;) {
      const { news } = run;
      if (news !== told) yield (told = news);
      if (news.kind === "counted" || news.kind === "failed") return;
      if (run.news === told) await nextOf(run, signal);
    }
  } finally {
    run.watchers--;
    if (run.watchers === 0 && (run.news.kind === "waiting" || run.news.kind === "counting")) run.stop.abort();
  }
}

function nextOf(run: Run, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      run.heard.delete(go);
      signal.removeEventListener("abort", go);
      resolve();
    };
    run.heard.add(go);
    signal.addEventListener("abort", go);
    if (signal.aborted) go();
  });
}
