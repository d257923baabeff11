import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseResponse, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

const arrangements = api.arrangements;
const one = arrangements[":id"];
export type ArrangementRow = InferResponseType<typeof arrangements.$get, 200>["items"][number];
export type ArrangementDetail = InferResponseType<(typeof one)["$get"], 200>;

export const useArrangements = (show: "waiting" | "all") =>
  useInfiniteQuery({
    queryKey: ["arrangements", show],
    queryFn: ({ pageParam }) => parseResponse(arrangements.$get({ query: { show, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
export const useArrangement = (id: string) => useQuery({ queryKey: ["arrangement", id], queryFn: () => parseResponse(one.$get({ param: { id } })) });

/** Each for exactly the terms that are on the page. */
interface Of {
  readonly id: string;
  readonly round: number;
}
export const approveArrangement = ({ id, round }: Of) => parseResponse(one.approve.$post({ param: { id }, json: { round } }));
export const refuseArrangement = ({ id, round, note }: Of & { note: string }) =>
  parseResponse(one.refuse.$post({ param: { id }, json: { round, note: note.trim() } }));
export const changeArrangement = ({ id, round, parts, firstOn }: Of & { parts: number; firstOn: string }) =>
  parseResponse(one.change.$post({ param: { id }, json: { round, parts, firstOn } }));
export const recordConsent = ({ id, round, name, signedOn }: Of & { name: string; signedOn: string }) =>
  parseResponse(one["guarantor-consent"].$post({ param: { id }, json: { round, name: name.trim(), signedOn } }));
