import type { ArrangementId } from "../../domain/ids.ts";
import { currency, type Currency } from "../../domain/money.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import type { Tx } from "../database.ts";
import { dayOf } from "../days.ts";

type Kind = Extract<Notice, { arrangementId: ArrangementId }>["kind"];

interface Row {
  readonly kind: Kind;
  readonly arrangement_id: string | null;
  readonly key: string;
}

/** What is told of an application, as it stands now; over where it was decided anew since. */
export async function arrangementNotice(tx: Tx, { kind, arrangement_id: id, key }: Row, about: { loanEnding: string; currency: Currency }) {
  const row = await tx.arrangement.findUniqueOrThrow({ where: { id: id ?? "" } });
  const stands = row.state === (kind === "arrangement_refused" ? "refused" : "approved") && row.confirmedAt === null;
  const sameRound = key.split("/")[2] === String(row.round);
  const notice: Notice = {
    kind,
    ...about,
    arrangementId: row.id as ArrangementId,
    round: row.round,
    terms: { amountMinor: row.amountMinor, currency: currency(row.currency), parts: row.parts, firstOn: dayOf(row.firstOn) },
  };
  return { purpose: "notice" as const, moot: stands && sameRound ? undefined : ("arrangement_over" as const), notice };
}
