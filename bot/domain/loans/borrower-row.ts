import { z } from "zod";
import type { Zone } from "../calendar.ts";
import { cell, flagText, idText, localeText, oneOf, optionalCell, Refused, requiredText, wordText, zoneText } from "./cells.ts";
import { e164 } from "./phone.ts";
import type { CellProblem, Cells, RowRead } from "./row-problem.ts";
import { cellProblem, readRow } from "./row-read.ts";

export const borrowerTypes = ["individual", "consumer", "micro_enterprise", "farmer", "project"] as const;

/** What the lender says of a borrower: in a line of loans.csv, or by itself. */
export interface BorrowerRow {
  readonly borrowerId: string;
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly locale: string;
  readonly zone: Zone;
  /** Where the lender does not know the zone, and another stands in for it. */
  readonly zoneKnown?: false;
  readonly type: (typeof borrowerTypes)[number];
  readonly channel: string;
  readonly address: string;
  readonly branch: string;
  readonly officer: string;
  /** Undefined: the lender does not say. */
  readonly doNotContact?: boolean;
  readonly consent?: boolean;
}

/** The columns of a borrower, as loans.csv has them. */
export const borrowerColumns = {
  borrower_id: cell(idText),
  borrower_name: cell(requiredText),
  phone: cell((text) => text),
  locale: cell(localeText),
  timezone: cell(zoneText),
  borrower_type: cell(oneOf(...borrowerTypes)),
  channel: cell((text) => (/^[a-z][a-z0-9_-]{0,30}$/.test(text.toLowerCase()) ? text.toLowerCase() : new Refused("expected a channel's name"))),
  address: cell(addressText),
  branch: cell(requiredText),
  officer: cell(wordText),
  do_not_contact: optionalCell(flagText).optional(),
  consent: optionalCell(flagText).optional(),
};

const borrowerCells = z.object(borrowerColumns);
export type BorrowerCells = z.output<typeof borrowerCells>;

export function readBorrowerRow(cells: Cells): RowRead<BorrowerRow> {
  const read = readRow(borrowerCells, cells);
  return read.status === "bad" ? read : borrowerOf(read.row, cells);
}

/** The borrower of cells that were read; `cells` only for what is said of a bad one. */
export function borrowerOf(row: BorrowerCells, cells: Cells): RowRead<BorrowerRow> {
  const { channel, timezone: zone, locale, do_not_contact: doNotContact, consent } = row;
  const phone = row.phone === "" ? undefined : e164(row.phone, zone, locale);
  const address = addressOf(row, phone);
  if (address instanceof Refused) return { status: "bad", problems: [cellProblem(cells, "address", address.reason, "bad")] };
  const badPhone = row.phone !== "" && phone === undefined && channel !== "sms";
  return {
    status: "read",
    row: {
      borrowerId: row.borrower_id,
      name: row.borrower_name,
      type: row.borrower_type,
      zone,
      locale,
      channel,
      address,
      branch: row.branch,
      officer: row.officer,
      ...(phone === undefined ? {} : { phone }),
      ...(doNotContact === undefined ? {} : { doNotContact }),
      ...(consent === undefined ? {} : { consent }),
    },
    warnings: badPhone ? [noPhone(cells)] : [],
  };
}

const noPhone = (cells: Cells): CellProblem => cellProblem(cells, "phone", "no valid phone number: the loan is kept without it", "warning");

/**
 * On sms the address is the phone number, in whichever of the two columns it stands. Where only the borrower can begin
 * (a link opens the chat), there is no address yet: the lender's own id stands for it.
 */
function addressOf({ channel, address, timezone, locale, borrower_id: id }: BorrowerCells, phone: string | undefined): string | Refused {
  if (byLink.has(channel) && address === "") return id;
  if (channel !== "sms") return address === "" ? new Refused("is empty") : address;
  const number = address === "" ? phone : e164(address, timezone, locale);
  return number ?? new Refused("no valid phone number, and the channel is sms");
}

const byLink: ReadonlySet<string> = new Set(["web", "telegram"]);

// Verbatim, since some channels' ids tell upper from lower case.
function addressText(text: string): string | Refused {
  return /\p{Cc}/u.test(text) ? new Refused("holds a control character") : text;
}
