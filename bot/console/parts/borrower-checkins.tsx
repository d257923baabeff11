import { useBorrowerCheckins, type Run } from "../api/checkin-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { AnswersOverTime } from "./answers-over-time.tsx";
import { Loaded, Tag } from "./bits.tsx";
import { CheckinNote } from "./checkin-note.tsx";
import { useFormat } from "./use-format.ts";

/** On a borrower's page: what they were asked and said, the latest first, and how it changed. */
export function BorrowerCheckins({ borrowerId, zone }: { borrowerId: string; zone: string }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <section className="card">
      <h2>{w.ofBorrower}</h2>
      <Loaded query={useBorrowerCheckins(borrowerId)}>
        {({ items }) => {
          const [latest, ...earlier] = items;
          if (!latest) return <p className="muted">{w.noneOfBorrower}</p>;
          return (
            <>
              <RunCard run={latest} zone={zone} />
              <AnswersOverTime runs={items} zone={zone} />
              {earlier.length > 0 && (
                <details className="numbers">
                  <summary>
                    {w.showAll} ({items.length})
                  </summary>
                  {earlier.map((run) => (
                    <RunCard key={run.id} run={run} zone={zone} />
                  ))}
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

/** The reasons in words; a score alone would be a verdict. */
function MayBeFormality({ formality: { score, reasons } }: { formality: NonNullable<Run["formality"]> }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <div className="aside small" role="note">
      <b>{w.formal(score)}</b>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.because}>{w.because(reason)}</li>
        ))}
      </ul>
      <span className="muted">{w.formalityNever}</span>
    </div>
  );
}

function RunCard({ run, zone }: { run: Run; zone: string }) {
  const { t, language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const when = run.endedAt ?? run.offeredAt;
  return (
    <div className="item">
      <div className="spread">
        <span className="small muted">
          {[run.questionnaire, w.version(run.version), t.borrower.loan(run.loan), when !== null && format.moment(when, zone)].filter(Boolean).join(" · ")}
        </span>
        <Tag tone={run.phase === "done" ? "pine" : run.phase === "handed_over" ? "amber" : "plain"}>{word(w.phase, run.phase)}</Tag>
      </div>
      <dl className="pairs">
        {run.answers.map((answer) => (
          <div key={answer.question}>
            <dt>{answer.asked?.[language] ?? answer.question}</dt>
            <dd>
              {answer.text?.[language] ?? t.common.erased}
              {answer.corrects && <span className="small muted"> · {w.corrected}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {run.formality && run.formality.reasons.length > 0 && <MayBeFormality formality={run.formality} />}
      {run.notes.map((note) => (
        <CheckinNote key={note.id} note={note} withName={false} />
      ))}
    </div>
  );
}
