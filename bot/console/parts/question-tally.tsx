import { BarChart } from "@mantine/charts";
import type { Round } from "../api/checkin-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { useFormat } from "./use-format.ts";

type Question = Round["questions"][number];

/** What all together answered to one question. */
export function QuestionTally({ question }: { question: Question }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const title = question.text?.[language] ?? question.question;
  const chosen = Object.entries(question.chosen);
  // In the order of the buttons; months in their own.
  const order = Object.keys(question.labels);
  const bars = chosen
    .toSorted(([a], [b]) => (order.length > 0 ? order.indexOf(a) - order.indexOf(b) : a < b ? -1 : 1))
    .map(([key, count]) => ({ label: question.labels[key]?.[language] ?? (key === "yes" ? w.yes : key === "no" ? w.no : key), count }));
  const range = (from: number, to: number): string => (from === to ? format.estimate(from) : `${short(from, language)}–${short(to, language)}`);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="small muted">
        {[
          w.answers(format.count(question.answered)),
          question.corrected > 0 && w.fixed(format.count(question.corrected)),
          `${w.half} ${seconds(question.medianMs, language)}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {bars.length > 0 && <CountChart title={title} name={w.people} bars={bars} />}
      {question.figures.map((of) => (
        <div key={of.unit}>
          <p className="small">
            {w.median} <b className="num">{figure(of.median, of.unit, language, format.estimate)}</b>
            <span className="muted">
              {" "}
              · {w.range}{" "}
              <span className="num">{`${figure(of.least, of.unit, language, format.estimate)} – ${figure(of.most, of.unit, language, format.estimate)}`}</span>
            </span>
          </p>
          <CountChart title={`${title} ${of.unit}`} name={w.people} bars={of.bins.map(({ from, to, count }) => ({ label: range(from, to), count }))} upright />
        </div>
      ))}
      {question.words > 0 && <p className="small muted">{w.words(format.count(question.words))}</p>}
    </section>
  );
}

/** Bars that lie, so that words have room; upright for figures, which have an order. */
export function CountChart({
  title,
  name,
  bars,
  upright = false,
}: {
  title: string;
  name: string;
  bars: readonly { label: string; count: number }[];
  upright?: boolean;
}) {
  const format = useFormat();
  return (
    <BarChart
      h={upright ? 190 : 40 + 38 * bars.length}
      data={bars.map(({ label, count }) => ({ label, [name]: count }))}
      dataKey="label"
      orientation={upright ? "horizontal" : "vertical"}
      series={[{ name, color: "#0f6b62" }]}
      maxBarWidth={upright ? 44 : 20}
      tickLine="none"
      gridAxis={upright ? "x" : "y"}
      valueFormatter={(value) => format.count(value)}
      yAxisProps={upright ? { width: 34, allowDecimals: false } : { width: 112 }}
      xAxisProps={upright ? { minTickGap: 4 } : { allowDecimals: false }}
      barProps={{ isAnimationActive: false }}
      aria-label={title}
    />
  );
}

/** A share, an amount of that currency without its small change, or a bare number. */
function figure(value: number, unit: string, language: string, format: (n: number) => string): string {
  if (unit === "%") return `${format(value)}%`;
  return unit === "" ? format(value) : value.toLocaleString(language, { style: "currency", currency: unit, maximumFractionDigits: 0 });
}

/** "1.2万", "12K": axes have little room. */
const short = (value: number, language: string): string =>
  value.toLocaleString(language === "en" ? "en-GB" : language, { notation: "compact", maximumFractionDigits: 1 });

function seconds(ms: number, language: string): string {
  const whole = Math.round(ms / 1_000);
  const [n, zh, en] = whole < 120 ? [whole, "秒", "s"] : [Math.round(whole / 60), "分钟", "min"];
  return `${String(n)} ${language === "en" ? en : zh}`;
}
