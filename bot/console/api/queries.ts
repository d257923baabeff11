import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api } from "./client.ts";

export const useToday = () => useQuery({ queryKey: ["today"], queryFn: () => parseResponse(api.today.$get()) });
export const useStatus = () => useQuery({ queryKey: ["status"], queryFn: () => parseResponse(api.status.$get()) });

export const useBorrowers = (search: string) =>
  useInfiniteQuery({
    queryKey: ["borrowers", search],
    queryFn: ({ pageParam }) => parseResponse(api.borrowers.$get({ query: { ...(search && { search }), ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const useBorrower = (id: string) => useQuery({ queryKey: ["borrower", id], queryFn: () => parseResponse(api.borrowers[":id"].$get({ param: { id } })) });

export const useConversation = (id: string) =>
  useInfiniteQuery({
    queryKey: ["conversation", id],
    queryFn: ({ pageParam }) => parseResponse(api.borrowers[":id"].conversation.$get({ param: { id }, query: { ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const useEscalations = (state: "open" | "resolved") =>
  useInfiniteQuery({
    queryKey: ["escalations", state],
    queryFn: ({ pageParam }) => parseResponse(api.escalations.$get({ query: { state, ...(pageParam && { after: pageParam }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const useEscalation = (id: string) =>
  useQuery({ queryKey: ["escalation", id], queryFn: () => parseResponse(api.escalations[":id"].$get({ param: { id } })) });

/** An officer's act; whatever became of it, what is shown is read again. */
export function useCommand<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries() });
}
