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

/** How one may sign in here. */
export const useWays = () => useQuery({ queryKey: ["ways"], queryFn: () => parseResponse(api.session.$get()), staleTime: Infinity });
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

export type Account = InferResponseType<typeof api.account.$get, 200>;
export const useAccount = () => useQuery({ queryKey: ["account"], queryFn: () => parseResponse(api.account.$get()) });
export const redeem = (given: { token: string; password: string }) => parseResponse(api.password.$post({ json: given }));
export const changePassword = (given: { current: string; next: string }) => parseResponse(api.account.password.$post({ json: given }));
export const enrol = (password: string) => parseResponse(api.account["second-factor"].$post({ json: { password } }));
export const confirmFactor = (code: string) => parseResponse(api.account["second-factor"].confirm.$post({ json: { code } }));
export const factorOff = (password: string) => parseResponse(api.account["second-factor"].off.$post({ json: { password } }));
export const endSession = (id: string) => parseResponse(api.account.sessions[":id"].end.$post({ param: { id } }));
export const endOthers = () => parseResponse(api.account.sessions["end-others"].$post());

/** The detail of a problem document; empty where there is none. */
export function detailOf(fault: unknown): string {
  const said: unknown = fault instanceof DetailedError ? fault.detail : undefined;
  if (typeof said !== "object" || said === null || !("data" in said)) return "";
  const { data } = said;
  return typeof data === "object" && data !== null && "detail" in data && typeof data.detail === "string" ? data.detail : "";
}
