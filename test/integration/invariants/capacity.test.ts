/** Reminders are spread under what officers can answer in an hour; nothing is dropped, nothing ahead of its due day comes later. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { openTemplates } from "../../../bot/assembly/templates.ts";
import { addDays, day, instant } from "../../../bot/domain/calendar.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { bigBook, openInstallation } from "../../support/big-book.ts";
import { testClock } from "../../support/test-clock.ts";
import { readLog } from "./checks.ts";

const today = day("2026-11-25");

it("are levelled by officer, twice the same, and each day's own", { timeout: 180_000 }, async () => {
  const clock = testClock(instant("2026-11-25T06:00:00Z"));
  const book = await openInstallation({ clock, hours: { from: "09:00", to: "14:00" }, stages: [0, 1] });
  try {
    writeFileSync(
      path.join(book.directory, "templates/capacity.yaml"),
      "lines:\n  - { branches: [free], per: branch, an_hour: 1000 }\n  - { per: officer, an_hour: 5 }\n",
    );
    const { plans, capacity } = await openTemplates(path.join(book.directory, "templates"));
    const loans = [
      // Thirty due tomorrow where twenty have room: ten are told today. Twenty-four are a day late tomorrow: no room for them at all.
      ...bigBook({ borrowers: 30, zone: "UTC", dueOn: addDays(today, 1) }),
      ...bigBook({ borrowers: 24, from: 101, zone: "UTC", dueOn: today }, { officer: "officer-2" }),
      ...bigBook({ borrowers: 40, from: 201, zone: "UTC", dueOn: addDays(today, 1) }, { branch: "free" }),
    ];
    await book.import({ loans }, clock.now());
    const planning = { ...book.core, clock, plans, capacity, store: createPlanningStore(book.core.database, book.core.vault) };
    await planAhead(planning);
    const touches = () => book.core.database.touch.findMany({ orderBy: { key: "asc" } });
    const first = await touches();
    const officers = new Map((await book.core.database.borrower.findMany()).map(({ id, branch, officer }) => [id, branch === "free" ? branch : officer]));
    const hours = new Map<string, number>();
    for (const { borrowerId, dueAt } of first) {
      const hour = `${officers.get(borrowerId) ?? "-"} ${dueAt.toISOString().slice(5, 13)}`;
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    }
    const of = (officer: string, on: string): number[] => [9, 10, 11, 12].map((hour) => hours.get(`${officer} ${on}T${String(hour).padStart(2, "0")}`) ?? 0);
    expect(of("officer-1", "11-26")).toEqual([5, 5, 5, 5]);
    expect(of("officer-1", "11-25").reduce((sum, n) => sum + n, 0)).toBe(10);
    expect(Math.max(...of("officer-1", "11-25"))).toBeLessThanOrEqual(5);
    // Due today, with no day before to go to: four stay over. A day late tomorrow: four go to the day after.
    expect(of("officer-2", "11-25").reduce((sum, n) => sum + n, 0)).toBe(24);
    expect(of("officer-2", "11-26")).toEqual([5, 5, 5, 5]);
    expect(of("officer-2", "11-27").reduce((sum, n) => sum + n, 0)).toBe(4);
    expect(of("free", "11-26").reduce((sum, n) => sum + n, 0)).toBe(40);
    expect(first).toHaveLength(30 + 24 + 24 + 40);
    for (const { dueAt, dueOn, stage } of first)
      if ((stage ?? 0) <= 0) expect(dueAt.toISOString().slice(0, 10) <= (dueOn?.toISOString().slice(0, 10) ?? "")).toBe(true);
    expect((await readLog(book.core)).some(({ kind }) => kind === "touches.levelled")).toBe(true);
    // Planned anew, nobody is moved again.
    await book.core.database.planDirty.createMany({ data: (await book.core.database.loan.findMany()).map(({ id }) => ({ loanId: id })), skipDuplicates: true });
    await planAhead(planning);
    expect(await touches()).toEqual(first);
  } finally {
    await book.close();
  }
});
