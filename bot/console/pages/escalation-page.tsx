import { Button, Modal, Radio, Textarea } from "@mantine/core";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { resolutionCodes, type ResolutionCode } from "../../domain/escalations/escalation.ts";
import type { Escalation } from "../api/client.ts";
import { acknowledge, awaitBorrower, resolve } from "../api/commands.ts";
import { useCommand, useEscalation } from "../api/queries.ts";
import { CaseStateTag, CommandFault, Loaded, Name, SeverityTag, Tag } from "../parts/bits.tsx";
import { ChatLine } from "../parts/chat-line.tsx";
import { OwedLines } from "../parts/owed-card.tsx";
import { useFormat } from "../parts/use-format.ts";
import { alertChannels, alertStates } from "../strings/alert-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

export function EscalationPage() {
  const { id = "" } = useParams();
  return <Loaded query={useEscalation(id)}>{(found) => <EscalationView found={found} />}</Loaded>;
}

function EscalationView({ found }: { found: Escalation }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { borrower } = found;
  return (
    <>
      <div className="head">
        <div className="tight">
          <div className="row">
            <SeverityTag severity={found.severity} />
            <CaseStateTag row={found} />
          </div>
          <h1>{word(t.escalationReason, found.reason)}</h1>
          <div>
            <Link to={`/borrowers/${borrower.id}`} className="item-title pine">
              <Name person={borrower} />
            </Link>
            <span className="small muted">
              {" "}
              · {t.common.person(borrower.externalId, found.branch, found.officer)}
              {found.loan !== null && ` · ${t.borrower.loan(found.loan)}`}
            </span>
          </div>
          <div className="small muted">
            {[
              t.escalation.opened(format.moment(found.openedAt)),
              found.dueAt !== null && t.escalations.nextAlert(format.moment(found.dueAt)),
              found.acknowledgedAt !== null && t.escalation.acknowledgedBy(found.acknowledgedBy ?? "", format.moment(found.acknowledgedAt)),
              found.resolvedAt !== null && t.escalation.resolvedBy(found.resolvedBy ?? "", format.moment(found.resolvedAt)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </div>
        <Moves found={found} />
      </div>
      <div className="two-wide">
        <div className="stack">
          <section className="card">
            <h2>{t.escalation.evidence}</h2>
            {found.evidence.length === 0 && <p className="muted">{t.escalation.noEvidence}</p>}
            <div className="chat">
              {found.evidence.map(({ id, line, promise, stage, at }) => {
                if (line) return <ChatLine key={id} line={line} zone={borrower.zone} />;
                const text = promise
                  ? `${t.borrower.promise(format.money(promise.amount), format.day(promise.on))} · ${word(t.promiseState, promise.state)}`
                  : stage !== null
                    ? t.stage(stage)
                    : t.escalation.noEvidence;
                return (
                  <p key={id}>
                    {text} <span className="small muted">{format.moment(at, borrower.zone)}</span>
                  </p>
                );
              })}
            </div>
          </section>
          {found.state === "resolved" ? (
            <section className="card">
              <h2>{t.escalation.resolvedAs}</h2>
              <p>{found.resolutionCode !== null && word(t.resolution, found.resolutionCode)}</p>
              {found.note !== null && (
                <p className="quote" style={{ marginTop: 10 }}>
                  {found.note}
                </p>
              )}
            </section>
          ) : (
            <section className="card">
              <h2>{t.escalation.nextStep}</h2>
              <p>{word(t.nextStep, found.reason)}</p>
            </section>
          )}
        </div>
        <div className="stack">
          <section className="card">
            <h2>{t.escalation.ledger}</h2>
            <OwedLines owed={found.owed} />
            <Button component={Link} to={`/borrowers/${borrower.id}`} variant="default" size="compact-md" mt="md">
              {t.escalation.toBorrower}
            </Button>
          </section>
          <section className="card">
            <h2>{t.escalation.alerts}</h2>
            {found.alerts.length === 0 && <p className="muted">{t.escalation.noAlerts}</p>}
            {found.alerts.map((alert) => (
              <div className="spread" key={alert.id}>
                <span>
                  {t.escalation.alerted(word(t.role, alert.toRole), alert.toOfficer ?? "")} <AlertEnd alert={alert} />
                </span>
                <span className="small muted num">{format.moment(alert.at)}</span>
              </div>
            ))}
          </section>
        </div>
      </div>
    </>
  );
}

function AlertEnd({ alert: { channel, state, errorCode } }: { alert: Escalation["alerts"][number] }) {
  const { language } = useLanguage();
  const said = [word(alertChannels[language], channel), word(alertStates[language], state), state === "failed" ? errorCode : ""].filter(Boolean).join(" · ");
  return said ? <Tag tone={state === "failed" || state === "nobody" ? "red" : state === "sent" ? "pine" : "amber"}>{said}</Tag> : null;
}

function Moves({ found }: { found: Escalation }) {
  const { t } = useLanguage();
  const [ending, setEnding] = useState(false);
  const take = useCommand(acknowledge);
  const wait = useCommand(awaitBorrower);
  if (found.state === "resolved") return null;
  return (
    <div className="tight" style={{ alignItems: "flex-end" }}>
      <div className="row">
        {found.state === "open" && (
          <Button loading={take.isPending} onClick={() => take.mutate(found.id)}>
            {t.escalation.acknowledge}
          </Button>
        )}
        {found.state === "acknowledged" && (
          <Button variant="default" loading={wait.isPending} onClick={() => wait.mutate(found.id)}>
            {t.escalation.wait}
          </Button>
        )}
        <Button variant={found.state === "open" ? "default" : "filled"} onClick={() => setEnding(true)}>
          {t.escalation.resolve}
        </Button>
      </div>
      <CommandFault command={take} />
      <CommandFault command={wait} />
      <Modal opened={ending} onClose={() => setEnding(false)} title={t.escalation.resolveTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <Ending id={found.id} close={() => setEnding(false)} />
      </Modal>
    </div>
  );
}

function Ending({ id, close }: { id: string; close: () => void }) {
  const { t } = useLanguage();
  const [code, setCode] = useState<ResolutionCode>();
  const [note, setNote] = useState("");
  const end = useCommand(resolve);
  return (
    <div className="stack">
      <Radio.Group label={t.escalation.code} value={code ?? null} onChange={(value) => setCode(resolutionCodes.find((each) => each === value))}>
        <div className="tight" style={{ marginTop: 8 }}>
          {resolutionCodes.map((each) => (
            <Radio key={each} value={each} label={t.resolution[each]} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t.escalation.note}
        placeholder={t.escalation.notePlaceholder}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={2}
      />
      <div className="row">
        <Button disabled={code === undefined} loading={end.isPending} onClick={() => code && end.mutate({ id, code, note }, { onSuccess: close })}>
          {t.escalation.resolve}
        </Button>
        <Button variant="default" onClick={close}>
          {t.escalation.cancel}
        </Button>
      </div>
      <CommandFault command={end} />
    </div>
  );
}
