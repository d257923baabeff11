import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import type { SaidItem, Today } from "../api/client.ts";
import { settleOutcome } from "../api/commands.ts";
import { useCommand, useToday } from "../api/queries.ts";
import { CommandFault, Empty, Loaded, MessageStateTag, Name, Tag } from "../parts/bits.tsx";
import { CaseItem } from "../parts/case-item.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

export function TodayPage() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.today.title}</h1>
      </div>
      <Loaded query={useToday()}>{(today) => <TodayView today={today} />}</Loaded>
    </>
  );
}

function TodayView({ today }: { today: Today }) {
  const { t } = useLanguage();
  const { decisions } = today;
  const needs = today.openEscalations + today.unknown.length;
  const held = decisions.defer + decisions.suppress;
  const out = today.out.reduce((sum, { count }) => sum + count, 0);
  if (needs + held + out + today.cameIn === 0)
    return (
      <div className="card">
        <Empty title={t.today.quiet}>{t.today.quietHint}</Empty>
      </div>
    );
  return (
    <div className="stack">
      <div className="glance tiles">
        <Tile label={t.today.needs} count={needs} tone={needs > 0 ? "red" : ""}>
          {[t.today.open(today.openEscalations), today.unknown.length > 0 && t.today.unknown(today.unknown.length)].filter(Boolean).join(" · ")}
        </Tile>
        <Tile label={t.today.in} count={today.cameIn} />
        <Tile label={t.today.out} count={out}>
          {today.out.map(({ state, count }) => `${word(t.messageState, state)} ${String(count)}`).join(" · ")}
        </Tile>
        <Tile label={t.today.held} count={held}>
          {held > 0 && `${t.today.deferred(decisions.defer)} · ${t.today.suppressed(decisions.suppress)}`}
        </Tile>
      </div>
      <div className="two">
        <div className="stack">
          <section className="card">
            <h2>
              {t.today.needsTitle}
              <Link className="small pine" to="/escalations">
                {t.today.allCases}
              </Link>
            </h2>
            {today.escalations.length === 0 ? (
              <p className="muted">{t.today.nobodyWaits}</p>
            ) : (
              <ul className="list">
                {today.escalations.map((row) => (
                  <li key={row.id}>
                    <CaseItem row={row} />
                  </li>
                ))}
              </ul>
            )}
          </section>
          {today.unknown.length > 0 && (
            <section className="card">
              <h2>{t.today.unknownTitle}</h2>
              <p className="small muted" style={{ marginBottom: 8 }}>
                {t.today.unknownHint}
              </p>
              <ul className="list">
                {today.unknown.map((item) => (
                  <li key={item.id}>
                    <UnknownItem item={item} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="card">
            <h2>{t.today.latestIn}</h2>
            {today.latestIn.length === 0 ? (
              <p className="muted">{t.today.nothingIn}</p>
            ) : (
              <ul className="list">
                {today.latestIn.map((item) => (
                  <li key={item.id}>
                    <Said item={item} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <div className="stack">
          <HeldBack today={today} />
          <section className="card">
            <h2>{t.today.latestOut}</h2>
            {today.latestOut.length === 0 ? (
              <p className="muted">{t.today.nothingOut}</p>
            ) : (
              <ul className="list">
                {today.latestOut.map((item) => (
                  <li key={item.id}>
                    <Said item={item} out />
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      </div>
    </div>
  );
}

const Tile = ({ label, count, tone = "", children }: { label: string; count: number; tone?: string; children?: ReactNode }) => (
  <div className="card">
    <div className="label">{label}</div>
    <div className={`big num ${count > 0 ? tone : ""}`}>{count}</div>
    {children && (
      <div className="small muted" style={{ marginTop: 4 }}>
        {children}
      </div>
    )}
  </div>
);

/** Moments are in the officer's zone here: a list of several borrowers' own would not stay in order. */
function Said({ item, out = false }: { item: SaidItem; out?: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Link className="item" to={`/borrowers/${item.borrower.id}`}>
      <div className="spread">
        <span className="item-title">
          <Name person={item.borrower} /> <span className="small muted">{item.borrower.externalId}</span>
        </span>
        <span className="row" style={{ flexWrap: "nowrap" }}>
          {out && <MessageStateTag state={item.state} />}
          <span className="small muted num">{format.time(item.at)}</span>
        </span>
      </div>
      <div className={`small wrap clamp ${out ? "muted" : ""}`}>{item.text ?? t.common.noWords}</div>
    </Link>
  );
}

function UnknownItem({ item }: { item: SaidItem }) {
  const { t } = useLanguage();
  const settle = useCommand(settleOutcome);
  return (
    <div className="item">
      <Said item={item} />
      <div className="row">
        <Button size="compact-sm" variant="default" loading={settle.isPending} onClick={() => settle.mutate({ id: item.id, outcome: "delivered" })}>
          {t.today.delivered}
        </Button>
        <Button size="compact-sm" variant="default" disabled={settle.isPending} onClick={() => settle.mutate({ id: item.id, outcome: "not_delivered" })}>
          {t.today.notDelivered}
        </Button>
      </div>
      <CommandFault command={settle} />
    </div>
  );
}

function HeldBack({ today }: { today: Today }) {
  const { t } = useLanguage();
  const format = useFormat();
  const [all, setAll] = useState(false);
  return (
    <section className="card">
      <h2>{t.today.heldTitle}</h2>
      {today.heldBecause.length === 0 && <p className="muted">{t.today.nothingHeld}</p>}
      <div className="row" style={{ marginBottom: today.held.length > 0 ? 10 : 0 }}>
        {today.heldBecause.map(({ decision, reason, count }) => (
          <Tag key={`${decision}/${reason.rule}/${reason.detail ?? ""}`} tone={decision === "defer" ? "amber" : "plain"}>
            {format.reason(reason)} · <b className="num">{count}</b>
          </Tag>
        ))}
      </div>
      <ul className="list">
        {today.held.slice(0, all ? undefined : firstHeld).map((touch) => (
          <li key={touch.id}>
            <Link className="item" to={`/borrowers/${touch.borrower.id}`}>
              <div className="spread">
                <span className="item-title">
                  <Name person={touch.borrower} /> <span className="small muted">{t.stage(touch.stage)}</span>
                </span>
                <Tag tone={touch.decision === "defer" ? "amber" : "plain"}>{word(t.decision, touch.decision)}</Tag>
              </div>
              <div className="small muted">
                {[touch.reasons.map(format.reason).join("; "), touch.until !== null && t.today.again(format.moment(touch.until))].filter(Boolean).join(" · ")}
              </div>
            </Link>
          </li>
        ))}
      </ul>
      {!all && today.held.length > firstHeld && (
        <Button variant="default" size="compact-sm" mt="sm" onClick={() => setAll(true)}>
          {t.today.more(today.held.length - firstHeld)}
        </Button>
      )}
    </section>
  );
}

/** The counts above say the rest. */
const firstHeld = 6;
