import { useQuery, useQueryClient } from "@tanstack/react-query";
import { DetailedError, parseResponse, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

export type Me = InferResponseType<typeof api.me.$get, 200>;

/** Null: nobody is signed in. */
export const useMe = () => useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000, retry: 1 });

async function readMe(): Promise<Me | null> {
  try {
    return await parseResponse(api.me.$get());
  } catch (fault) {
    if (statusOf(fault) === 401) return null;
    throw fault;
  }
}

/** Of an answer that was no success; undefined where nothing answered. */
export const statusOf = (fault: unknown): number | undefined => (fault instanceof DetailedError ? fault.statusCode : undefined);

export const signIn = (given: { email: string; password: string }) => parseResponse(api.session.$post({ json: given }));
export const giveCode = (given: { code: string; kind: "totp" | "backup" }) => parseResponse(api.session.code.$post({ json: given }));
export const signOut = () => parseResponse(api.session.end.$post());

/** After signing in or out: nothing that was read for another stays. */
export function useFresh(): () => void {
  const queries = useQueryClient();
  return () => {
    queries.clear();
    window.location.reload();
  };
}
