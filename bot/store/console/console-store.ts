import type { ConsoleStore } from "../../app/console/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Database } from "../database.ts";
import type { Vault } from "../vault.ts";
import { borrowerPage } from "./borrower-page.ts";
import { borrowerRows } from "./borrower-rows.ts";
import { makeChannelLink } from "./channel-links.ts";
import { makeChatLink } from "./chat-links.ts";
import { correctReply } from "./correct-reply.ts";
import type { Desk } from "./desk.ts";
import { changeEscalation } from "./change-escalation.ts";
import { conversationPage } from "./conversation.ts";
import { escalationPage } from "./escalation-page.ts";
import { escalationList } from "./escalation-rows.ts";
import { liftHold } from "./lift-hold.ts";
import { logContact } from "./log-contact.ts";
import { revokeLinks } from "./revoke-links.ts";
import { settleUnknown } from "./settle-unknown.ts";
import { liftStop, setStop, stopsSet } from "./stops.ts";
import { promiseCountsOf } from "./promise-counts.ts";
import { today } from "./today.ts";
import { whyPage } from "./why-page.ts";

export interface ConsoleStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** What the officers' pages read and do: each call one transaction, with the log entry that says who looked or did. */
export function createConsoleStore({ database, vault, newId }: ConsoleStoreDeps): ConsoleStore {
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    today: (look) => atDesk((desk) => today(desk, look)),
    borrowers: (query, look) => atDesk((desk) => borrowerRows(desk, query, look)),
    borrower: (id, look) => atDesk((desk) => borrowerPage(desk, id, look)),
    conversation: (id, query, look) => atDesk((desk) => conversationPage(desk, id, query, look)),
    why: (id, on, look) => atDesk((desk) => whyPage(desk, id, on, look)),
    promiseCounts: (range, sees) => promiseCountsOf(database, range, sees),
    escalations: (query, look) => atDesk((desk) => escalationList(desk, query, look)),
    escalation: (id, look) => atDesk((desk) => escalationPage(desk, id, look)),
    stops: () => stopsSet(database),
    changeEscalation: (id, by, decide) => atDesk((desk) => changeEscalation(desk, id, by, decide)),
    settleUnknown: (id, outcome, by) => atDesk((desk) => settleUnknown(desk, id, outcome, by)),
    correctReply: (message, intents, by) => atDesk((desk) => correctReply(desk, message, intents, by)),
    liftHold: (id, by, mayLift) => atDesk((desk) => liftHold(desk, id, by, mayLift)),
    logContact: (id, made, by) => atDesk((desk) => logContact(desk, id, made, by)),
    setStop: (stop, by, because) => atDesk((desk) => setStop(desk, stop, by, because)),
    liftStop: (id, by) => atDesk((desk) => liftStop(desk, id, by)),
    makeChannelLink: (id, channel, by, expiresAt) => atDesk((desk) => makeChannelLink(desk, id, channel, by, expiresAt)),
    revokeLinks: (id, by) => atDesk((desk) => revokeLinks(desk, id, by)),
    makeChatLink: (id, by, expiresAt) => atDesk((desk) => makeChatLink(desk, id, by, expiresAt)),
  };
}
