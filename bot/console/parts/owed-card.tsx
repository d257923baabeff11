import type { Owed } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { useFormat } from "./use-format.ts";

/** What is overdue first, then what comes next, then the whole. */
export function OwedLines({ owed, today }: { owed: readonly Owed[]; today?: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const open = owed.filter(({ whole }) => whole.minor !== "0");
  if (open.length === 0) return <div className="title pine">{t.borrower.nothingOwed}</div>;
  return open.map(({ overdue, overdueSince, next, whole }) => (
    <div className="tight" key={whole.currency}>
      {overdueSince === null ? (
        <div className="title">{t.borrower.nothingOverdue}</div>
      ) : (
        <>
          <div className="big red num">{format.money(overdue)}</div>
          <div className="small red">
            {t.borrower.overdue} · {today ? t.borrower.since(format.day(overdueSince, today), format.days(overdueSince, today)) : format.day(overdueSince)}
          </div>
        </>
      )}
      {next && (
        <div className="small">
          {next.on === today ? t.borrower.dueToday : `${t.borrower.next} · ${format.day(next.on, today)}`} ·{" "}
          <span className="num">{format.money(next.amount)}</span>
        </div>
      )}
      <div className="small muted">
        {t.borrower.whole} · <span className="num">{format.money(whole)}</span>
      </div>
    </div>
  ));
}
