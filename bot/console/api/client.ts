import { hc, type InferResponseType } from "hono/client";
import type { Api } from "../../api/api.ts";

/** The officers' API, typed by the server's own routes; the browser adds the session's cookie. */
export const api = hc<Api>("/").api.console;

export type Today = InferResponseType<typeof api.today.$get, 200>;
export type Status = InferResponseType<typeof api.status.$get, 200>;
export type BorrowerRow = InferResponseType<typeof api.borrowers.$get, 200>["items"][number];
export type Borrower = InferResponseType<(typeof api.borrowers)[":id"]["$get"], 200>;
export type Line = InferResponseType<(typeof api.borrowers)[":id"]["conversation"]["$get"], 200>["items"][number];
export type EscalationRow = InferResponseType<typeof api.escalations.$get, 200>["items"][number];
export type Escalation = InferResponseType<(typeof api.escalations)[":id"]["$get"], 200>;

export type Money = Borrower["loans"][number]["paid"];
export type Reason = Today["heldBecause"][number]["reason"];
export type Person = Today["held"][number]["borrower"];
export type SaidItem = Today["latestOut"][number];
export type Owed = Borrower["owed"][number];
export type TimelineItem = Borrower["timeline"][number];

const log = api["message-log"];
export type LogItem = InferResponseType<typeof log.$get, 200>["items"][number];
export type ThreadItem = InferResponseType<(typeof log.borrowers)[":id"]["$get"], 200>["items"][number];
