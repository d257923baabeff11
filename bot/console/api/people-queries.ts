import { useQuery } from "@tanstack/react-query";
import { parseResponse, type InferRequestType, type InferResponseType } from "hono/client";
import { api } from "./client.ts";

const people = api.people;
const keys = api.keys;

export type Colleague = InferResponseType<typeof people.$get, 200>["items"][number];
export type PersonDraft = InferRequestType<typeof people.$post>["json"];
export type PasswordLink = InferResponseType<(typeof people)["reset-password"]["$post"], 200>;
export type SystemKey = InferResponseType<typeof keys.$get, 200>["items"][number];
export type KeyDraft = InferRequestType<typeof keys.$post>["json"];

/** As they are offered, least first. Of scopes those that something asks for. */
export const roles = ["officer", "supervisor", "compliance", "admin"] as const satisfies readonly PersonDraft["role"][];
export const scopes = ["ledger:read", "ledger:write", "messages:read", "cases:read", "cases:write", "checkins:read"] as const satisfies KeyDraft["scopes"];

export const usePeople = () => useQuery({ queryKey: ["people"], queryFn: () => parseResponse(people.$get()) });
export const addPerson = (json: PersonDraft) => parseResponse(people.$post({ json }));
export const changePerson = (json: PersonDraft) => parseResponse(people.change.$post({ json }));
export const disablePerson = (officer: string) => parseResponse(people.disable.$post({ json: { officer } }));
export const enablePerson = (officer: string) => parseResponse(people.enable.$post({ json: { officer } }));
export const resetPassword = (officer: string) => parseResponse(people["reset-password"].$post({ json: { officer } }));
export const handOver = (json: { from: string; to: string }) => parseResponse(people["hand-over"].$post({ json }));

export const useKeys = () => useQuery({ queryKey: ["keys"], queryFn: () => parseResponse(keys.$get()) });
export const addKey = (json: KeyDraft) => parseResponse(keys.$post({ json }));
export const revokeKey = (id: string) => parseResponse(keys[":id"].revoke.$post({ param: { id } }));
