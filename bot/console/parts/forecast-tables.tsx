import type { Forecast } from "../api/forecast-queries.ts";
import { forecastStrings } from "../strings/forecast-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

/** Why what is later or never said is so, whose days are full, and every number that the charts show. */
export function ForecastTables({ forecast }: { forecast: Forecast }) {
  return (
    <>
      <div className="two">
        <Reasons forecast={forecast} />
        {forecast.officers.length > 1 && <Officers forecast={forecast} />}
      </div>
      <Numbers forecast={forecast} />
    </>
  );
}

function Reasons({ forecast }: { forecast: Forecast }) {
  const { language } = useLanguage();
  const w = forecastStrings[language];
  const format = useFormat();
  const reasons = reasonsOf(forecast);
  return (
    <section className="card">
      <h2>{w.reasons}</h2>
      {reasons.length === 0 ? (
        <p className="muted">{w.noReasons}</p>
      ) : (
        <table className="grid-table">
          <tbody>
            {reasons.map(({ decision, rule, detail, touches }) => (
              <tr key={`${decision}/${rule}/${detail ?? ""}`}>
                <td>
                  <Tag tone={decision === "defer" ? "amber" : "plain"}>{decision === "defer" ? w.later : w.never}</Tag>
                </td>
                <td className="wrap">{format.reason({ rule, detail: detail ?? null })}</td>
                <td className="end num">{format.count(touches)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type ReasonCount = Forecast["days"][number]["reasons"][number];

function reasonsOf({ days }: Forecast): ReasonCount[] {
  const found = new Map<string, ReasonCount>();
  for (const reason of days.flatMap((day) => day.reasons)) {
    const key = `${reason.decision}/${reason.rule}/${reason.detail ?? ""}`;
    found.set(key, { ...reason, touches: (found.get(key)?.touches ?? 0) + reason.touches });
  }
  return [...found.values()].toSorted((a, b) => b.touches - a.touches);
}

function Officers({ forecast: { officers, capacity } }: { forecast: Forecast }) {
  const { language } = useLanguage();
  const w = forecastStrings[language];
  const format = useFormat();
  return (
    <section className="card">
      <h2>{w.officers}</h2>
      <table className="grid-table">
        <thead>
          <tr>
            <th>{w.officer}</th>
            <th>{w.fullestDay}</th>
            <th className="end">{w.cases}</th>
            <th className="end">{w.ofCapacity}</th>
          </tr>
        </thead>
        <tbody>
          {officers.map(({ officer, day, cases }) => (
            <tr key={officer}>
              <td className="wrap">{officer}</td>
              <td className="num">{format.day(day)}</td>
              <td className="end num">{format.estimate(cases)}</td>
              <td className={`end num ${cases > capacity.casesADay ? "red" : ""}`}>{Math.round((100 * cases) / capacity.casesADay)}%</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Numbers({ forecast }: { forecast: Forecast }) {
  const { t, language } = useLanguage();
  const w = forecastStrings[language];
  const format = useFormat();
  return (
    <details className="card numbers">
      <summary>{w.numbers}</summary>
      <div className="sideways">
        <table className="grid-table">
          <thead>
            <tr>
              <th>{w.day}</th>
              <th>{w.channel}</th>
              {[w.touches, w.onTime, w.later, w.never, w.messages, w.answers, w.cases].map((name) => (
                <th key={name} className="end">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {forecast.days.map((day) => (
              <tr key={`${day.day}/${day.channel}`}>
                <td className="num">{format.day(day.day)}</td>
                <td>{word(t.channel, day.channel)}</td>
                {[day.touches, day.onTime, day.deferred, day.suppressed, day.messages].map((n, i) => (
                  <td key={i} className="end num">
                    {format.count(n)}
                  </td>
                ))}
                <td className="end num">{format.estimate(day.answers)}</td>
                <td className="end num">{format.estimate(day.cases)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
