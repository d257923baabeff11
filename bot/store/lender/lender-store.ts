import type { LenderReads } from "../../app/lender/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Desk } from "../console/desk.ts";
import type { Database } from "../database.ts";
import type { Vault } from "../vault.ts";
import { arrangementRecord, arrangementRecords } from "./arrangement-records.ts";
import { borrowerRecord, borrowerRecords } from "./borrower-records.ts";
import { caseRecord, caseRecords } from "./case-records.ts";
import { checkinRecord, checkinRecords } from "./checkin-records.ts";
import { loanRecord, loanRecords, paymentRecords } from "./loan-records.ts";
import { messageRecord, messageRecords } from "./message-records.ts";
import { promiseCounts, promiseRecord, promiseRecords } from "./promise-records.ts";
import { statusRecords } from "./status-records.ts";

/** What other systems read, each call one transaction. */
export function createLenderStore({ database, vault, newId }: { database: Database; vault: Vault; newId: NewId }): LenderReads {
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    borrowers: (page, look) => atDesk((desk) => borrowerRecords(desk, page, look)),
    borrower: (by, look) => atDesk((desk) => borrowerRecord(desk, by, look)),
    loans: (query, look) => atDesk((desk) => loanRecords(desk, query, look)),
    loan: (by, look) => atDesk((desk) => loanRecord(desk, by, look)),
    payments: (loan, page, look) => atDesk((desk) => paymentRecords(desk, loan, page, look)),
    messages: (query, look) => atDesk((desk) => messageRecords(desk, query, look)),
    message: (id, look) => atDesk((desk) => messageRecord(desk, id, look)),
    promises: (query, look) => atDesk((desk) => promiseRecords(desk, query, look)),
    promise: (id, look) => atDesk((desk) => promiseRecord(desk, id, look)),
    promiseCounts: (span) => promiseCounts(database, span),
    arrangements: (query, look) => atDesk((desk) => arrangementRecords(desk, query, look)),
    arrangement: (id, look) => atDesk((desk) => arrangementRecord(desk, id, look)),
    checkins: (query, look) => atDesk((desk) => checkinRecords(desk, query, look)),
    checkin: (id, look) => atDesk((desk) => checkinRecord(desk, id, look)),
    statusUpdates: (page, look) => atDesk((desk) => statusRecords(desk, page, look)),
    escalations: (query, look) => atDesk((desk) => caseRecords(desk, query, look)),
    escalation: (id, look) => atDesk((desk) => caseRecord(desk, id, look)),
  };
}
