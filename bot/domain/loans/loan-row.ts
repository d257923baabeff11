import { z } from "zod";
import { addDays, dayIn, instantAt, isoInstant, type Day, type Frequency, type Instant, type Zone } from "../calendar.ts";
import type { Currency } from "../money.ts";
import {
  amountText,
  cell,
  currencyText,
  dayOrInstant,
  dayText,
  flagText,
  idText,
  localeText,
  oneOf,
  optionalCell,
  Refused,
  requiredText,
  wholeNumber,
  wordText,
  zoneText,
} from "./cells.ts";
import type { LoanStatus } from "./loan.ts";
import { e164 } from "./phone.ts";
import { cellProblem, readRow } from "./row-read.ts";
import type { Cells, RowRead } from "./row-problem.ts";

export const borrowerTypes = ["individual", "consumer", "micro_enterprise", "farmer", "project"] as const;

/** What a line of loans.csv says of the borrower. */
export interface BorrowerRow {
  readonly borrowerId: string;
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly locale: string;
  readonly zone: Zone;
  readonly type: (typeof borrowerTypes)[number];
  readonly channel: string;
  readonly address: string;
  readonly branch: string;
  readonly officer: string;
  /** Undefined: the file does not say. */
  readonly doNotContact?: boolean;
  readonly consent?: boolean;
}

/** The terms that an equal schedule is made from. */
export interface EqualTerms {
  readonly firstDueOn: Day;
  readonly frequency: Frequency;
  readonly instalments: number;
  readonly instalmentMinor: bigint;
}

/** A line of loans.csv. */
export interface LoanRow extends EqualTerms {
  readonly loanId: string;
  readonly borrower: BorrowerRow;
  readonly product: string;
  readonly purpose: string;
  readonly trade: string;
  readonly riskGrade: string;
  readonly currency: Currency;
  readonly principalMinor: bigint;
  readonly disbursedOn: Day;
  readonly branch: string;
  readonly officer: string;
  /** Undefined: the file does not say. */
  readonly status?: LoanStatus;
  /** Undefined: the file has no such column; null: the cell is empty. */
  readonly outstandingMinor?: bigint | null;
  readonly amountDueMinor?: bigint | null;
  readonly ledgerAsOf?: Instant;
}

/** Reads a line of loans.csv; nothing in it may speak of a moment after `now`. */
export function readLoanRow(cells: Cells, now: Instant): RowRead<LoanRow> {
  const read = readRow(loanCells, cells);
  if (read.status === "bad") return read;
  const { phone_text: phoneText, ...facts } = read.row;
  const phone = phoneText === "" ? undefined : e164(phoneText, facts.zone, facts.locale);
  const refused: [column: string, reason: string][] = [];
  const checked = <T>(column: string, value: T | Refused): T | undefined => {
    if (!(value instanceof Refused)) return value;
    refused.push([column, value.reason]);
    return undefined;
  };
  const asOf = checked("ledger_as_of", ledgerMoment(facts.ledger_as_of, facts.zone, now));
  const address = checked("address", addressOf(facts.channel, facts.address, phone, facts.zone, facts.locale));
  if (refused.length > 0 || address === undefined) {
    return { status: "bad", problems: refused.map(([column, reason]) => cellProblem(cells, column, reason, "bad")) };
  }
  const badPhone = phoneText !== "" && phone === undefined && facts.channel !== "sms";
  return {
    status: "read",
    row: loanRow(facts, address, phone, asOf),
    warnings: badPhone ? [cellProblem(cells, "phone", "no valid phone number: the loan is kept without it", "warning")] : [],
  };
}

function loanRow(facts: Omit<Facts, "phone_text">, address: string, phone: string | undefined, asOf: Instant | undefined): LoanRow {
  const { zone, locale, borrower, channel, doNotContact, consent, ledger_as_of: _, status, outstandingMinor, amountDueMinor, ...loan } = facts;
  return {
    ...loan,
    borrower: {
      borrowerId: borrower.id,
      name: borrower.name,
      type: borrower.type,
      zone,
      locale,
      channel,
      address,
      branch: loan.branch,
      officer: loan.officer,
      ...(phone === undefined ? {} : { phone }),
      ...(doNotContact === undefined ? {} : { doNotContact }),
      ...(consent === undefined ? {} : { consent }),
    },
    ...(status === undefined ? {} : { status }),
    ...(outstandingMinor === undefined ? {} : { outstandingMinor }),
    ...(amountDueMinor === undefined ? {} : { amountDueMinor }),
    ...(asOf === undefined ? {} : { ledgerAsOf: asOf }),
  };
}

/** On sms the address is the phone number, in whichever of the two columns it stands. */
function addressOf(channel: string, address: string, phone: string | undefined, zone: Zone, locale: string): string | Refused {
  if (channel !== "sms") return address === "" ? new Refused("is empty") : address;
  const number = address === "" ? phone : e164(address, zone, locale);
  return number ?? new Refused("no valid phone number, and the channel is sms");
}

/** A day means the whole of it in the borrower's zone, today means until now. */
function ledgerMoment(said: { day: Day } | { at: Instant } | undefined, zone: Zone, now: Instant): Instant | undefined | Refused {
  if (said === undefined) return undefined;
  const future = new Refused(`lies after the time of import (${isoInstant(now)})`);
  if ("at" in said) return said.at > now ? future : said.at;
  if (said.day > dayIn(now, zone)) return future;
  const end = instantAt(addDays(said.day, 1), 0, zone);
  return end < now ? end : now;
}

const frequencies = ["weekly", "biweekly", "monthly", "quarterly"] as const;
// PostgreSQL's bigint, which running totals must fit.
const largestMinor = 9_223_372_036_854_775_807n;

const loanCells = z
  .object({
    loan_id: cell(idText),
    borrower_id: cell(idText),
    borrower_name: cell(requiredText),
    phone: cell((text) => text),
    locale: cell(localeText),
    timezone: cell(zoneText),
    borrower_type: cell(oneOf(...borrowerTypes)),
    channel: cell((text) => (/^[a-z][a-z0-9_-]{0,30}$/.test(text.toLowerCase()) ? text.toLowerCase() : new Refused("expected a channel's name"))),
    address: cell(addressText),
    product: cell(wordText),
    purpose: cell(wordText),
    trade: cell(wordText),
    risk_grade: cell(wordText),
    currency: cell(currencyText),
    principal: z.string(),
    disbursed_on: cell(dayText),
    first_due_on: cell(dayText),
    instalments: cell(wholeNumber(1, 1200)),
    instalment_amount: z.string(),
    frequency: cell(oneOf(...frequencies)),
    branch: cell(requiredText),
    officer: cell(wordText),
    status: optionalCell(oneOf("open", "closed", "written_off")).optional(),
    outstanding_principal: z.string().optional(),
    amount_due: z.string().optional(),
    do_not_contact: optionalCell(flagText).optional(),
    consent: optionalCell(flagText).optional(),
    ledger_as_of: optionalCell(dayOrInstant).optional(),
  })
  .transform((row, context) => {
    const refuse = (column: string, message: string): void => context.addIssue({ code: "custom", path: [column], message });
    const amount = (column: string, text: string, least: bigint): bigint => {
      const minor = amountText(text, row.currency);
      if (minor instanceof Refused) refuse(column, minor.reason);
      else if (minor < least) refuse(column, least > 0n ? "must be more than 0" : "must not be negative");
      else return minor;
      return 0n;
    };
    const ledgerAmount = (column: string, text: string | undefined): bigint | null | undefined =>
      text === undefined ? undefined : text.trim() === "" ? null : amount(column, text, 0n);
    const instalmentMinor = amount("instalment_amount", row.instalment_amount, 1n);
    if (instalmentMinor * BigInt(row.instalments) > largestMinor) refuse("instalment_amount", "is too large");
    if (row.first_due_on < row.disbursed_on) refuse("first_due_on", "lies before disbursed_on");
    return {
      loanId: row.loan_id,
      borrower: { id: row.borrower_id, name: row.borrower_name, type: row.borrower_type },
      phone_text: row.phone,
      locale: row.locale,
      zone: row.timezone,
      channel: row.channel,
      address: row.address,
      product: row.product,
      purpose: row.purpose,
      trade: row.trade,
      riskGrade: row.risk_grade,
      currency: row.currency,
      principalMinor: amount("principal", row.principal, 1n),
      disbursedOn: row.disbursed_on,
      firstDueOn: row.first_due_on,
      instalments: row.instalments,
      instalmentMinor,
      frequency: row.frequency,
      branch: row.branch,
      officer: row.officer,
      status: row.status,
      outstandingMinor: ledgerAmount("outstanding_principal", row.outstanding_principal),
      amountDueMinor: ledgerAmount("amount_due", row.amount_due),
      doNotContact: row.do_not_contact,
      consent: row.consent,
      ledger_as_of: row.ledger_as_of,
    };
  });

type Facts = z.output<typeof loanCells>;

// Verbatim, since some channels' ids tell upper from lower case.
function addressText(text: string): string | Refused {
  return /\p{Cc}/u.test(text) ? new Refused("holds a control character") : text;
}
