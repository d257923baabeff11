import { onTestFinished } from "vitest";
import { planCheckins } from "../../../bot/app/checkins/plan-checkins.ts";
import { chooseBorrowers } from "../../../bot/app/checkins/choose-borrowers.ts";
import { checkinPlanning } from "../../../bot/assembly/checkins.ts";
import { addDays, day, instant, type Day, type Instant } from "../../../bot/domain/calendar.ts";
import { bigBook, openInstallation, verifyAll, type InstallationOptions, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel, type RecordingChannel } from "../../support/recording-provider.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { openLoop, type Loop } from "../invariants/loop.ts";
import type { Row } from "../import/support.ts";

export const morning = instant("2026-11-25T08:00:00Z");
export const today = day("2026-11-25");

export interface CheckinWorld {
  readonly book: TestInstallation;
  readonly clock: TestClock;
  readonly channel: RecordingChannel;
  readonly loop: Loop;
  readonly planning: ReturnType<typeof checkinPlanning>;
  /** The planner's tick: reminders, ad-hoc rounds, then rounds by plan. */
  plan(): Promise<{ chats: number; visits: number }>;
}

/** An installation whose shipped questionnaires are published. */
export async function openCheckins(at: Instant = morning, options: Partial<InstallationOptions> = {}): Promise<CheckinWorld> {
  const clock = testClock(at);
  const book = await openInstallation({ clock, hours: { from: "08:00", to: "20:00" }, stages: [-3, 0, 1, 3, 7], connections: 12, ...options });
  onTestFinished(() => book.close());
  const channel = recordingChannel();
  const loop = openLoop(book, clock, channel);
  const planning = checkinPlanning({ ...book.core, clock });
  await planning.questionnaires.keep(book.core.checkinFiles, "published", clock.now());
  return {
    book,
    clock,
    channel,
    loop,
    planning,
    async plan() {
      await loop.plan();
      await chooseBorrowers(planning);
      return planCheckins(planning);
    },
  };
}

/** Loans of twelve months, paid out so many days ago, whose first instalment falls due on `first`. */
export const running = (of: { borrowers: number; from?: number; paidOut?: Day; first?: Day }, row: Row = {}): Row[] =>
  bigBook(
    { borrowers: of.borrowers, from: of.from ?? 1, zone: "UTC", dueOn: of.first ?? addDays(today, 15) },
    {
      disbursed_on: of.paidOut ?? day("2026-09-25"),
      first_due_on: of.first ?? addDays(today, 15),
      instalments: "12",
      instalment_amount: "100.00",
      principal: "1000.00",
      borrower_type: "micro_enterprise",
      risk_grade: "A",
      ...row,
    },
  );

export async function importBook({ book }: CheckinWorld, loans: readonly Row[]): Promise<void> {
  await book.import({ loans });
  await verifyAll(book.core);
}

export const runsOf = ({ book }: CheckinWorld) => book.core.database.checkinRun.findMany({ orderBy: [{ borrowerId: "asc" }, { createdAt: "asc" }] });
