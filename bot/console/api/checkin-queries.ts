import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

const { questionnaires, rounds, visits } = api;
const round = rounds[":id"];
const ofBorrower = api.borrowers[":id"].checkins;
export type Version = InferResponseType<typeof questionnaires.$get, 200>["items"][number];
export type Shown = NonNullable<Version["shown"]>;
export type RoundRow = InferResponseType<typeof rounds.$get, 200>["items"][number];
export type Round = InferResponseType<typeof round.$get, 200>;
export type Note = Round["notes"][number];
export type Visit = InferResponseType<typeof visits.$get, 200>["items"][number];
export type Run = InferResponseType<typeof ofBorrower.$get, 200>["items"][number];

export const useVersions = () => useQuery({ queryKey: ["questionnaires"], queryFn: () => parseResponse(questionnaires.$get()) });
export const useRounds = () =>
  useInfiniteQuery({
    queryKey: ["rounds"],
    queryFn: ({ pageParam }) => parseResponse(rounds.$get({ query: { ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
export const useRound = (id: string) => useQuery({ queryKey: ["round", id], queryFn: () => parseResponse(round.$get({ param: { id } })) });
export const useVisits = (state: "open" | "ended") =>
  useQuery({ queryKey: ["visits", state], queryFn: () => parseResponse(visits.$get({ query: { state } })) });
export const useBorrowerCheckins = (id: string) =>
  useQuery({ queryKey: ["borrower-checkins", id], queryFn: () => parseResponse(ofBorrower.$get({ param: { id } })) });

export const exportUrl = (id: string, format: "csv" | "jsonl"): string => `/api/console/rounds/${id}/export?format=${format}`;

type Of = Pick<Version, "questionnaire" | "version">;
const which = ({ questionnaire, version }: Of) => ({ json: { questionnaire, version } });
export const approveVersion = (of: Of) => parseResponse(questionnaires.approve.$post(which(of)));
export const publishVersion = (of: Of) => parseResponse(questionnaires.publish.$post(which(of)));
export const withdrawVersion = (of: Of) => parseResponse(questionnaires.withdraw.$post(which(of)));
export interface RoundAsked {
  readonly questionnaire: string;
  readonly goal: string;
  readonly trade?: string;
  readonly branch?: string;
  readonly borrowerType?: string;
}
export const beginRound = (json: RoundAsked) => parseResponse(rounds.$post({ json }));
export const endVisit = ({ id, to, note }: { id: string; to: "done" | "cancelled"; note: string }) =>
  parseResponse(visits[":id"].end.$post({ param: { id }, json: { to, note } }));
export const settleNote = (id: string) => parseResponse(api["checkin-notes"][":id"].settle.$post({ param: { id } }));
