import { Button } from "@mantine/core";
import { Link, useParams } from "react-router";
import { useArrangement, type ArrangementDetail } from "../api/arrangement-queries.ts";
import { ArrangementMoves } from "../parts/arrangement-moves.tsx";
import { ArrangementTag } from "../parts/arrangement-tag.tsx";
import { Loaded, Name, Tag } from "../parts/bits.tsx";
import { ChatLine } from "../parts/chat-line.tsx";
import { useFormat } from "../parts/use-format.ts";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

export function ArrangementPage() {
  const { id = "" } = useParams();
  return <Loaded query={useArrangement(id)}>{(found) => <View found={found} />}</Loaded>;
}

function View({ found }: { found: ArrangementDetail }) {
  const { t, language } = useLanguage();
  const w = arrangementStrings[language];
  const format = useFormat();
  const { borrower } = found;
  const from = found.parts[0]?.on ?? found.originalDueOn;
  const guarantor = word(w.guarantor, found.guarantor);
  return (
    <>
      <div className="head">
        <div className="tight">
          <div className="row">
            <ArrangementTag state={found.state} />
            {guarantor !== "" && <Tag tone={found.guarantor === "given" ? "pine" : "amber"}>{guarantor}</Tag>}
          </div>
          <h1>{w.terms(format.money(found.amount), found.parts.length, format.day(from))}</h1>
          <div>
            <Link to={`/borrowers/${borrower.id}`} className="item-title pine">
              <Name person={borrower} />
            </Link>
            <span className="small muted">
              {" "}
              · {t.common.person(borrower.externalId, found.branch, found.officer)} · {t.borrower.loan(found.loan)}
            </span>
          </div>
          <div className="small muted">
            {[
              w.late(format.day(found.originalDueOn), found.daysPastDue),
              found.termsBy !== "borrower" && w.termsBy(found.termsBy),
              found.confirmedAt !== null && w.confirmed,
              (found.state === "proposed" || found.state === "approved") && w.lapses(format.moment(found.dueAt, borrower.zone)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </div>
        <ArrangementMoves found={found} />
      </div>
      <div className="two-wide">
        <section className="card">
          <h2>{w.words}</h2>
          <div className="chat">
            {found.lines.map((line) => (
              <ChatLine key={line.id} line={line} zone={borrower.zone} />
            ))}
          </div>
        </section>
        <div className="stack">
          <section className="card">
            <h2>{w.partsTitle}</h2>
            {found.parts.map((part) => (
              <div className="spread" key={part.no}>
                <span className="num">{format.day(part.on, found.originalDueOn)}</span>
                <span className="num">{format.money(part.amount)}</span>
              </div>
            ))}
          </section>
          <section className="card">
            <h2>{w.approvals}</h2>
            <p className="muted">{w.needs(found.approvals.length, found.needs.length)}</p>
            {found.approvals.map((approval) => (
              <div className="spread" key={approval.officer}>
                <span>{w.by(approval.officer, word(t.role, approval.role))}</span>
                <span className="small muted num">{format.moment(approval.at)}</span>
              </div>
            ))}
            {found.guarantorName !== null && (
              <p>
                {guarantor}: {found.guarantorName}
              </p>
            )}
            {found.note !== null && (
              <p className="quote" style={{ marginTop: 10 }}>
                {found.note}
              </p>
            )}
            <Button component={Link} to={`/borrowers/${borrower.id}`} variant="default" size="compact-md" mt="md">
              {w.toBorrower}
            </Button>
          </section>
        </div>
      </div>
    </>
  );
}
