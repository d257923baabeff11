import type { Report } from "../api/report-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { reportStrings } from "../strings/report-strings.ts";
import { word } from "../strings/strings.ts";

/** As it was known when the draft was made. */
export function ReportDraft({ drafted: { loan, checkins, documents, visits } }: { drafted: Report["drafted"] }) {
  const { language } = useLanguage();
  const w = reportStrings[language];
  const [ofCheckins, ofDocuments] = [checkinStrings[language], documentStrings[language]];
  const rows = [
    [w.purpose, `${loan.product} · ${loan.purpose}`],
    [w.principal, `${loan.principal} · ${loan.disbursedOn}`],
    [w.paid, loan.paid],
    [w.overdue, loan.daysPastDue === 0 ? w.nothing : `${loan.overdue} · ${w.days(loan.daysPastDue)}`],
    [w.asOf, loan.ledgerAsOf ?? "–"],
  ] as const;
  return (
    <>
      <section className="card">
        <h2>{w.known}</h2>
        <dl className="pairs">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card">
        <h2>{w.checkins}</h2>
        {checkins.length === 0 && <p className="muted">{w.nothing}</p>}
        {checkins.map((run) => (
          <div key={`${run.questionnaire} ${run.at}`} className="item">
            <div className="small muted">{[run.at, run.questionnaire, word(ofCheckins.phase, run.phase)].join(" · ")}</div>
            <dl className="pairs">
              {run.answers.map((answer) => (
                <div key={answer.asked[language]}>
                  <dt>{answer.asked[language]}</dt>
                  <dd>{answer.text[language]}</dd>
                </div>
              ))}
            </dl>
            {run.notes.map((note) => (
              <p key={note} className="small amber">
                {w.doubt} {note}
              </p>
            ))}
          </div>
        ))}
      </section>
      <section className="card">
        <h2>{w.documents}</h2>
        {documents.length === 0 && <p className="muted">{w.nothing}</p>}
        {documents.map((each) => (
          <p key={`${each.kind} ${each.at}`}>
            {[word(ofDocuments.kind, each.kind), word(ofDocuments.state, each.state), each.how !== null && word(ofDocuments.how, each.how), each.by, each.at]
              .filter(Boolean)
              .join(" · ")}
          </p>
        ))}
      </section>
      <section className="card">
        <h2>{w.visits}</h2>
        {visits.length === 0 && <p className="muted">{w.nothing}</p>}
        {visits.map((each) => (
          <div key={`${each.questionnaire} ${each.at}`}>
            <p className="small muted">{[each.at, each.questionnaire, word(w.visit, each.state), each.by].filter(Boolean).join(" · ")}</p>
            {each.note !== null && <p className="quote">{each.note}</p>}
          </div>
        ))}
      </section>
    </>
  );
}
