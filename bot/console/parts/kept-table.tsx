import type { Kept } from "../api/forecast-queries.ts";
import { keptStrings } from "../strings/kept-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { useFormat } from "./use-format.ts";

interface Props {
  readonly title: string;
  readonly first: string;
  readonly rows: Kept["weeks"];
  name?(key: string): string;
}

/** A row for each group: kept of decided, and how the rest went as a bar. */
export function KeptTable({ title, first, rows, name = (key) => key }: Props) {
  const { language } = useLanguage();
  const w = keptStrings[language];
  const format = useFormat();
  return (
    <section className="card">
      <h2>{title}</h2>
      <table className="grid-table kept-table">
        <thead>
          <tr>
            <th>{first}</th>
            <th>{w.rate}</th>
            <th aria-hidden="true" />
            <th className="end hide-narrow">{w.partly}</th>
            <th className="end hide-narrow">{w.broken}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, rate }) => (
            <tr key={key}>
              <td className="wrap">{name(key)}</td>
              <td className="num">
                {rate.decided === 0 ? (
                  <span className="muted">{w.noRate}</span>
                ) : (
                  <>
                    <b>{Math.round((100 * rate.kept) / rate.decided)}%</b>{" "}
                    <span className="muted">{`${format.count(rate.kept)}/${format.count(rate.decided)}`}</span>
                  </>
                )}
              </td>
              <td className="bar-cell">
                <Bar parts={[rate.kept, rate.partly, rate.broken]} label={[w.kept, w.partly, w.broken]} />
              </td>
              <td className="end num hide-narrow">{format.count(rate.partly)}</td>
              <td className="end num hide-narrow">{format.count(rate.broken)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bar({ parts, label }: { parts: readonly [number, number, number]; label: readonly string[] }) {
  const all = parts.reduce((sum, each) => sum + each, 0);
  if (all === 0) return null;
  return (
    <div className="parts" role="img" aria-label={parts.map((part, i) => `${label[i] ?? ""} ${String(part)}`).join(", ")}>
      {parts.map((part, i) => (
        <span key={i} className={["kept", "partly", "broken"][i]} style={{ flexGrow: part }} title={`${label[i] ?? ""} ${String(part)}`} hidden={part === 0} />
      ))}
    </div>
  );
}
