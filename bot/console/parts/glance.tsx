import { Button } from "@mantine/core";
import type { Borrower } from "../api/client.ts";
import { liftHold } from "../api/commands.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { holdReasons } from "../../domain/policy/hold.ts";
import { whoLifts } from "../../domain/policy/who-lifts.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { CommandFault } from "./bits.tsx";
import { OwedLines } from "./owed-card.tsx";
import { useFormat } from "./use-format.ts";

/** What an officer needs before the phone is picked up: owed, hold, last said, promised. */
export function Glance({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  return (
    <div className="glance">
      <section className="card">
        <div className="label">{t.borrower.owed}</div>
        <OwedLines owed={borrower.owed} today={borrower.today} />
      </section>
      <Holds borrower={borrower} />
      <LastSaid borrower={borrower} />
      <Promised borrower={borrower} />
    </div>
  );
}

function Holds({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  const format = useFormat();
  const lift = useCommand(liftHold);
  const active = borrower.holds.filter((hold) => hold.active);
  return (
    <section className="card">
      <div className="label">{t.borrower.hold}</div>
      {active.length === 0 && (
        <div className="tight">
          <div className="title">{t.borrower.noHold}</div>
          <div className="small muted">{t.borrower.noHoldHint}</div>
        </div>
      )}
      {active.map((hold) => (
        <div className="tight" key={hold.id} style={{ marginBottom: 8 }}>
          <div className="title amber">{word(t.holdReason, hold.reason)}</div>
          <div className="small muted">
            {[
              hold.loan !== null && t.borrower.loan(hold.loan),
              hold.instalmentNo !== null && t.borrower.instalment(hold.instalmentNo),
              hold.until === null ? t.borrower.untilLifted : t.borrower.until(format.moment(hold.until, borrower.zone)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </div>
          <Lift reason={hold.reason} pending={lift.isPending} lift={() => lift.mutate(hold.id)} />
        </div>
      ))}
      <CommandFault command={lift} />
    </section>
  );
}

/** The button where it is theirs to press, else whose it is. */
function Lift({ reason, pending, lift }: { reason: string; pending: boolean; lift: () => void }) {
  const { t } = useLanguage();
  const role = useMe().data?.role;
  const known = holdReasons.find((each) => each === reason);
  const lifters: readonly string[] = known ? whoLifts[known] : [];
  if (lifters.length === 0) return <div className="small muted">{t.borrower.optOutStays}</div>;
  if (role === undefined || !lifters.includes(role)) return <div className="small muted">{t.borrower.supervisorLifts}</div>;
  return (
    <div>
      <Button size="compact-sm" variant="default" loading={pending} onClick={lift}>
        {t.borrower.lift}
      </Button>
    </div>
  );
}

function LastSaid({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { lastFromBorrower: theirs, lastFromUs: ours } = borrower;
  return (
    <section className="card">
      <div className="label">{t.borrower.lastSaid}</div>
      {!theirs && !ours && <div className="muted">{t.borrower.nothingSaid}</div>}
      <div className="tight" style={{ gap: 12 }}>
        {theirs && (
          <div>
            <div className="small muted">
              {t.common.borrower} · {format.moment(theirs.at, borrower.zone)}
            </div>
            <div className="words clamp item-title">{theirs.text ?? t.common.noWords}</div>
          </div>
        )}
        {ours && (
          <div>
            <div className="small muted">
              {t.common.us} · {format.moment(ours.at, borrower.zone)} · {word(t.messageState, ours.state)}
            </div>
            <div className="words clamp">{ours.text ?? t.common.noWords}</div>
          </div>
        )}
      </div>
    </section>
  );
}

function Promised({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  const format = useFormat();
  const open = borrower.promises.filter(({ state }) => state === "open");
  const broken = borrower.promises.filter(({ state }) => state === "broken").length;
  return (
    <section className="card">
      <div className="label">{t.borrower.promised}</div>
      {open.length === 0 && <div className="muted">{t.borrower.nothingPromised}</div>}
      {open.map((promise) => (
        <div className="tight" key={promise.id}>
          <div className="big num">{format.money(promise.amount)}</div>
          <div className="small">
            {format.day(promise.on, borrower.today)} · {t.borrower.loan(promise.loan)}
          </div>
        </div>
      ))}
      {broken > 0 && (
        <div className="small red" style={{ marginTop: 6 }}>
          {t.borrower.brokenBefore(broken)}
        </div>
      )}
    </section>
  );
}
