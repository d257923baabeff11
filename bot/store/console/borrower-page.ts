import type { ScopedLook } from "../../app/console/ports.ts";
import type { BorrowerView, ChatLine, HoldView } from "../../app/console/views.ts";
import { dayIn, type Instant, type Zone } from "../../domain/calendar.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { chatLine } from "./chat-line.ts";
import type { Desk } from "./desk.ts";
import { escalationRow, escalationsOf } from "./escalation-rows.ts";
import { loanView, loansOf, owed } from "./ledger.ts";
import { logLooks } from "./looks.ts";
import { peopleOf, type People } from "./people.ts";
import { promiseView } from "./promise-view.ts";
import { seenBorrower } from "./seen.ts";
import { timelineOf } from "./timeline.ts";
import type { HoldRow } from "./hold-row.ts";

/** Everything of one borrower but the conversation; undefined where there is none of that id. */
export async function borrowerPage(desk: Desk, id: string, look: ScopedLook): Promise<BorrowerView | undefined> {
  const { tx } = desk;
  const row = await tx.borrower.findFirst({ where: { AND: [{ id }, seenBorrower(look.sees)] }, include: { contactPoints: { orderBy: { createdAt: "asc" } } } });
  if (!row) return undefined;
  const people = await peopleOf(desk, [id]);
  const today = dayIn(look.at, row.zone as Zone);
  const loanRows = await loansOf(tx, id);
  const loanIds = new Map(loanRows.map((loan) => [loan.id, loan.externalId]));
  const loans = loanRows.map((loan) => loanView(loan, today));
  const promises = await tx.promiseToPay.findMany({ where: { borrowerId: id }, orderBy: { confirmedAt: "desc" }, take: 100 });
  const holds = await tx.hold.findMany({ where: { borrowerId: id }, orderBy: { from: "desc" }, take: 100 });
  const escalations = await escalationsOf(desk, id);
  await logLooks(desk, look, "borrower", [row.id]);
  return {
    ...people.person(id),
    locale: row.locale,
    type: row.type,
    branch: row.branch,
    officer: row.officer,
    today,
    contactPoints: row.contactPoints.map((point) => ({
      id: point.id,
      channel: point.channel,
      address: people.read(id, `contact_point.address/${point.id}`, point.addressSealed) ?? "",
      state: point.state,
    })),
    owed: owed(loans),
    loans,
    holds: holds.map((hold) => holdView(hold, loanIds, look.at)),
    promises: promises.map((promise) => promiseView(promise, loanIds)),
    escalations: escalations.map((each) => escalationRow(each, people)),
    lastFromBorrower: await lastLine(desk, id, "in", people),
    lastFromUs: await lastLine(desk, id, "out", people),
    timeline: await timelineOf(desk, id, { loanIds, promises, holds }),
  };
}

function holdView(hold: HoldRow, loanIds: ReadonlyMap<string, string>, now: Instant): HoldView {
  const until = instantOrNull(hold.until);
  return {
    id: hold.id,
    reason: hold.reason,
    scope: hold.instalmentNo !== null ? "instalment" : hold.loanId !== null ? "loan" : hold.contactPointId !== null ? "contact_point" : "borrower",
    loan: hold.loanId === null ? null : (loanIds.get(hold.loanId) ?? null),
    instalmentNo: hold.instalmentNo,
    from: instantOf(hold.from),
    until,
    liftedAt: instantOrNull(hold.liftedAt),
    liftedBy: hold.liftedBy,
    active: hold.liftedAt === null && (until === null || until > now),
  };
}

/** What never went out was not said. */
const unsaid = ["queued", "claimed", "not_sent", "suppressed", "failed"];

async function lastLine({ tx }: Desk, borrowerId: string, direction: "in" | "out", people: People): Promise<ChatLine | null> {
  const row = await tx.message.findFirst({
    where: { borrowerId, direction, state: { notIn: unsaid } },
    orderBy: [{ createdAt: "desc" }, { position: "desc" }],
  });
  return row && chatLine(row, people);
}
