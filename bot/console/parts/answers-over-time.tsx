import type { Run } from "../api/checkin-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { useFormat } from "./use-format.ts";

type Answer = Run["answers"][number];

/** As many columns as are read at a glance. */
const mostRounds = 6;

/** The same questions of several rounds side by side, the earliest first; figures with a bar each. */
export function AnswersOverTime({ runs, zone }: { runs: readonly Run[]; zone: string }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const answered = runs.filter(({ answers }) => answers.length > 0);
  const names = [...new Set(answered.map(({ questionnaire }) => questionnaire))];
  return names.map((name) => {
    const rounds = answered
      .filter(({ questionnaire }) => questionnaire === name)
      .slice(0, mostRounds)
      .toReversed();
    if (rounds.length < 2) return null;
    const questions = new Map(
      rounds.flatMap(({ answers }) => answers.map((answer) => [answer.question, answer.asked?.[language] ?? answer.question] as const)),
    );
    const compared = [...questions].filter(([question]) => rounds.filter((run) => answerTo(run, question)).length > 1);
    if (compared.length === 0) return null;
    return (
      <div key={name} style={{ margin: "12px 0" }}>
        <div className="label">
          {w.overTime} · {name}
        </div>
        <div ref={toLatest} className="sideways" role="region" aria-label={`${w.overTime} ${name}`} tabIndex={0}>
          <table className="grid-table over-time">
            <thead>
              <tr>
                <th>{w.question}</th>
                {rounds.map((run) => (
                  <th key={run.id} className="end">
                    {format.date(run.endedAt ?? run.offeredAt ?? "", zone)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {compared.map(([question, asked]) => {
                const answers = rounds.map((run) => answerTo(run, question));
                const most = Math.max(...answers.map((answer) => answer?.figure?.value ?? 0));
                return (
                  <tr key={question}>
                    <td>{asked}</td>
                    {rounds.map((run, i) => (
                      <td key={run.id} className="end">
                        <Cell answer={answers[i]} most={most} />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </div>
    );
  });
}

function Cell({ answer, most }: { answer: Answer | undefined; most: number }) {
  const { language } = useLanguage();
  const height = answer?.figure && most > 0 ? Math.max(2, Math.round((answer.figure.value / most) * 28)) : undefined;
  return (
    <>
      {height !== undefined && <span className="rise" style={{ height }} aria-hidden />}
      <span>{answer?.text?.[language] ?? "–"}</span>
    </>
  );
}

/** On a phone the latest rounds are what is seen first. */
function toLatest(table: HTMLElement | null): void {
  if (table) table.scrollLeft = table.scrollWidth;
}

const answerTo = ({ answers }: Run, question: string): Answer | undefined => answers.find((answer) => answer.question === question);
