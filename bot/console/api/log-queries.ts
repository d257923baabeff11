import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api } from "./client.ts";

const log = api["message-log"];

/** Names of the filter, as the API has them and as they stand in the page's address; never a telephone number. */
export const logFields = ["borrower", "officer", "branch", "channel", "from", "to", "zone", "direction", "outcome", "rule", "template"] as const;
export type LogField = (typeof logFields)[number];
export type LogQuery = Readonly<Partial<Record<LogField, string>>>;

/** The server checks each value; what is none of its words is answered as a wrong request. */
const asked = (query: LogQuery, more: Record<string, string> = {}) => ({ query: { ...query, ...more } }) as Parameters<typeof log.$get>[0];

export const useLog = (query: LogQuery) =>
  useInfiniteQuery({
    queryKey: ["log", query],
    queryFn: ({ pageParam }) => parseResponse(log.$get(asked(query, pageParam ? { after: pageParam } : {}))),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const useLogCounts = (query: LogQuery) => useQuery({ queryKey: ["log-counts", query], queryFn: () => parseResponse(log.counts.$get(asked(query))) });

export const useLogChoices = () => useQuery({ queryKey: ["log-choices"], queryFn: () => parseResponse(log.choices.$get()), staleTime: 60_000 });

export const useThread = (id: string) =>
  useInfiniteQuery({
    queryKey: ["thread", id],
    queryFn: ({ pageParam }) => parseResponse(log.borrowers[":id"].$get({ param: { id }, query: { ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const useFindPhone = () =>
  useMutation({ mutationFn: (json: { phone: string; zone: string; locale: "zh-CN" | "en" }) => parseResponse(log.phone.$post({ json })) });

/** A plain download: the browser writes it to disk as it comes. */
export const exportPath = (query: LogQuery, format: "csv" | "jsonl"): string =>
  `/api/console/message-log/export?${new URLSearchParams({ ...query, format }).toString()}`;
