import { parseResponse } from "hono/client";
import type { ResolutionCode } from "../../domain/escalations/escalation.ts";
import type { IntentName } from "../../domain/replies/reply.ts";
import { api } from "./client.ts";

const escalation = api.escalations[":id"];

export const acknowledge = (id: string) => parseResponse(escalation.acknowledge.$post({ param: { id } }));
export const awaitBorrower = (id: string) => parseResponse(escalation.wait.$post({ param: { id } }));
export const resolve = ({ id, code, note }: { id: string; code: ResolutionCode; note: string }) =>
  parseResponse(escalation.resolve.$post({ param: { id }, json: { code, ...(note.trim() && { note: note.trim() }) } }));
export const settleOutcome = ({ id, outcome }: { id: string; outcome: "delivered" | "not_delivered" }) =>
  parseResponse(api.messages[":id"].outcome.$post({ param: { id }, json: { outcome } }));
export const correctReply = ({ id, intents }: { id: string; intents: IntentName[] }) =>
  parseResponse(api.messages[":id"].meaning.$post({ param: { id }, json: { intents } }));
export const liftHold = (id: string) => parseResponse(api.holds[":id"].lift.$post({ param: { id } }));
export const stopEverything = () => parseResponse(api.stops.$post({ json: { scope: "all" } }));
export const liftStop = (id: string) => parseResponse(api.stops[":id"].lift.$post({ param: { id } }));
export const makeTelegramLink = (id: string) => parseResponse(api.borrowers[":id"]["telegram-link"].$post({ param: { id } }));
export const revokeLinks = (id: string) => parseResponse(api.borrowers[":id"]["revoke-links"].$post({ param: { id } }));
export const makeChatLink = (id: string) => parseResponse(api.borrowers[":id"]["chat-link"].$post({ param: { id } }));
