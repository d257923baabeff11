import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useVisits, type Visit } from "../api/checkin-queries.ts";
import { useMe } from "../api/session.ts";
import { Empty, Loaded, Name, Tag } from "../parts/bits.tsx";
import { CheckinHead } from "../parts/checkin-head.tsx";
import { EndVisit } from "../parts/end-visit.tsx";
import { useFormat } from "../parts/use-format.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";

/** Whom an officer goes to see, by the day; then what was found. */
export function VisitsPage() {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const [state, setState] = useState<"open" | "ended">("open");
  return (
    <>
      <CheckinHead hint={w.visitsHint}>
        <SegmentedControl
          value={state}
          onChange={(value) => setState(value === "ended" ? "ended" : "open")}
          data={[
            { value: "open", label: w.open },
            { value: "ended", label: w.ended },
          ]}
        />
      </CheckinHead>
      <Loaded query={useVisits(state)}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noVisits}>{w.noVisitsHint}</Empty>
          ) : (
            <section className="card">
              <ul className="list">
                {items.map((visit) => (
                  <li key={visit.id}>
                    <VisitItem visit={visit} />
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
    </>
  );
}

function VisitItem({ visit }: { visit: Visit }) {
  const { t, language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const role = useMe().data?.role;
  const { borrower } = visit;
  return (
    <div className="item">
      <div className="spread" style={{ flexWrap: "wrap" }}>
        <div className="tight">
          <Link to={`/borrowers/${borrower.id}`} className="item-title pine">
            <Name person={borrower} />
          </Link>
          <span className="small muted">
            {[t.common.person(borrower.externalId, visit.branch, visit.officer), t.borrower.loan(visit.loan), visit.questionnaire].join(" · ")}
          </span>
        </div>
        <div className="row">
          {visit.state === "open" ? (
            <>
              <Tag tone="amber">{w.dueOn(format.day(visit.dueOn))}</Tag>
              {(role === "officer" || role === "supervisor") && <EndVisit id={visit.id} />}
            </>
          ) : (
            <Tag tone={visit.state === "done" ? "pine" : "plain"}>{visit.state === "done" ? w.visited : w.visitCancelled}</Tag>
          )}
        </div>
      </div>
      {visit.note !== null && <p className="quote">{visit.note}</p>}
      {visit.endedBy !== null && visit.endedAt !== null && (
        <p className="small muted">{w.endedBy(visit.endedBy, format.moment(visit.endedAt, borrower.zone))}</p>
      )}
    </div>
  );
}
