import { useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import { useState } from "react";
import type { ForecastNewsLine } from "../../api/api.ts";
import { api } from "./client.ts";

export type Kept = InferResponseType<typeof api.promises.kept.$get, 200>;
export type Forecast = Extract<ForecastNewsLine, { kind: "counted" }>["summary"];
export type Counting = Exclude<ForecastNewsLine, { kind: "counted" }> | undefined;

export interface ForecastAsked {
  readonly from: string;
  readonly to: string;
  readonly branch: string | undefined;
}

/** Too many others wait. */
export class Busy extends Error {
  override readonly name = "Busy";
}

/** Counted by the server while the page is open; leaving it gives the counting up. */
export function useForecast(asked: ForecastAsked | undefined) {
  const [counting, setCounting] = useState<Counting>();
  const query = useQuery({
    queryKey: ["forecast", asked],
    queryFn: ({ signal }) => readForecast(asked, signal, setCounting),
    enabled: asked !== undefined,
    staleTime: 5 * 60_000,
    retry: false,
  });
  return { query, counting };
}

async function readForecast(asked: ForecastAsked | undefined, signal: AbortSignal, news: (line: Counting) => void): Promise<Forecast> {
  if (!asked) throw new Error("nothing was asked");
  news(undefined);
  const { from, to, branch } = asked;
  const query = new URLSearchParams({ from, to, ...(branch !== undefined && { branch }) });
  const response = await fetch(`/api/console/forecast?${query.toString()}`, { signal });
  if (response.status === 429) throw new Busy();
  if (!response.ok || !response.body) throw Object.assign(new Error("no forecast"), { statusCode: response.status });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ;) {
    const { value, done } = await reader.read();
    if (done) throw new Error("the forecast broke off");
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const read = parseNews(line);
      if (read.kind === "counted") return read.summary;
      if (read.kind === "failed") throw new Error("the forecast broke off");
      news(read);
    }
  }
}

/** Written by our own server (`api/forecast-forms.ts`). */
const parseNews = (line: string): ForecastNewsLine => JSON.parse(line) as ForecastNewsLine;

export const useKept = (range: { readonly from: string; readonly to: string } | undefined) =>
  useQuery({
    queryKey: ["kept", range],
    queryFn: () => parseResponse(api.promises.kept.$get({ query: { from: range?.from ?? "", to: range?.to ?? "" } })),
    enabled: range !== undefined,
  });

/** Why a borrower got a text on that day, or did not; nothing is asked before a day is chosen. */
export const useWhy = (id: string, day: string) =>
  useQuery({
    queryKey: ["why", id, day],
    queryFn: () => parseResponse(api.borrowers[":id"].why.$get({ param: { id }, query: { day } })),
    enabled: day !== "",
  });
