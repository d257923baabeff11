import { BarChart, type BarChartProps } from "@mantine/charts";
import type { ReactNode } from "react";
import type { Forecast } from "../api/forecast-queries.ts";
import { forecastStrings } from "../strings/forecast-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Empty } from "./bits.tsx";
import { ForecastTables } from "./forecast-tables.tsx";
import { useFormat } from "./use-format.ts";

/** The same colours in every chart; told apart in grey, too. */
const tones = { calm: "#0f6b62", wait: "#d9a441", stop: "#a7b0ae" };
const channelTones = ["#0f6b62", "#4c8fbd", "#d9a441", "#8a6fb0", "#7a8b45"];

export function ForecastView({ forecast }: { forecast: Forecast }) {
  const { t, language } = useLanguage();
  const w = forecastStrings[language];
  const format = useFormat();
  const byDay = daysOf(forecast);
  const sum = (value: (day: Forecast["days"][number]) => number): number => forecast.days.reduce((all, day) => all + value(day), 0);
  const touches = sum((day) => day.touches);
  const messages = sum((day) => day.messages);
  const { officers, casesADay } = forecast.capacity;
  const most = officers * casesADay;
  const fullest = byDay.toSorted((a, b) => b.cases - a.cases)[0];
  const channels = [...new Set(forecast.days.map(({ channel }) => channel))];
  const asOf = (
    <p className="small muted" style={{ marginBottom: 14 }}>
      {w.asOf(format.moment(forecast.asOf), format.count(forecast.borrowers))}
    </p>
  );
  if (touches + messages === 0)
    return (
      <>
        {asOf}
        <div className="card">
          <Empty title={w.nothing}>{w.nothingHint}</Empty>
        </div>
      </>
    );
  return (
    <>
      {asOf}
      <div className="stack">
        <div className="glance tiles">
          <Tile label={w.messages} value={format.count(messages)}>
            {forecast.later > 0 && w.put(format.count(forecast.later))}
          </Tile>
          <Tile label={w.touches} value={format.count(touches)}>
            {[
              `${w.onTime} ${format.count(sum((day) => day.onTime))}`,
              `${w.later} ${format.count(sum((day) => day.deferred))}`,
              `${w.never} ${format.count(sum((day) => day.suppressed))}`,
            ].join(" · ")}
          </Tile>
          <Tile label={w.answers} value={format.estimate(sum((day) => day.answers))}>
            {w.texts(format.count(messages))}
          </Tile>
          <Tile label={w.casesFullest} value={format.estimate(fullest?.cases ?? 0)}>
            {fullest && [w.fullest(format.day(fullest.day)), most > 0 && `${w.capacity} ${format.count(most)}`].filter(Boolean).join(" · ")}
          </Tile>
        </div>
        <Chart
          title={w.messagesChart}
          data={byDay.map(({ day, byChannel }) => ({ day: format.day(day), ...byChannel }))}
          series={channels.map((channel, i) => ({
            name: channel,
            label: word(t.channel, channel),
            color: channelTones[i % channelTones.length] ?? tones.calm,
          }))}
          withLegend={channels.length > 1}
        />
        <div className="two">
          <Chart
            title={w.touchesChart}
            data={byDay.map(({ day, onTime, deferred, suppressed }) => ({ day: format.day(day), onTime, deferred, suppressed }))}
            series={[
              { name: "onTime", label: w.onTime, color: tones.calm },
              { name: "deferred", label: w.later, color: tones.wait },
              { name: "suppressed", label: w.never, color: tones.stop },
            ]}
            withLegend
          />
          <Chart
            title={w.loadChart}
            data={byDay.map(({ day, cases }) => ({ day: format.day(day), cases: Math.round(cases * 10) / 10 }))}
            series={[{ name: "cases", label: w.cases, color: tones.calm }]}
            {...(most > 0 && {
              referenceLines: [{ y: most, label: `${w.capacity} ${format.count(most)}`, color: "red.7", ifOverflow: "extendDomain" as const }],
            })}
          >
            {officers === 0 ? w.noOfficers : w.capacityOf(format.count(officers), format.count(casesADay), format.count(most))}
          </Chart>
        </div>
        <ForecastTables forecast={forecast} />
        <p className="small muted">
          {w[forecast.shares.basis](percent(forecast.shares.answers), percent(forecast.shares.cases), format.count(forecast.shares.of.texts))} {w.assumes}
        </p>
      </div>
    </>
  );
}

const percent = (share: number): string => `${String(Math.round(share * 1_000) / 10)}%`;

const Tile = ({ label, value, children }: { label: string; value: string; children: ReactNode }) => (
  <div className="card">
    <div className="label">{label}</div>
    <div className="big num">{value}</div>
    {children && (
      <div className="small muted" style={{ marginTop: 4 }}>
        {children}
      </div>
    )}
  </div>
);

function Chart({
  title,
  children,
  ...chart
}: { title: string; children?: ReactNode } & Pick<BarChartProps, "data" | "series" | "withLegend" | "referenceLines">) {
  const format = useFormat();
  return (
    <section className="card">
      <h2>{title}</h2>
      <BarChart
        h={230}
        dataKey="day"
        type="stacked"
        maxBarWidth={34}
        tickLine="none"
        gridAxis="x"
        valueFormatter={(value) => format.count(value)}
        yAxisProps={{ width: 44, allowDecimals: false }}
        xAxisProps={{ minTickGap: 18 }}
        barProps={{ isAnimationActive: false }}
        legendProps={{ verticalAlign: "bottom", height: 34, itemSorter: null }}
        aria-label={title}
        {...chart}
      />
      {children && (
        <p className="small muted" style={{ marginTop: 8 }}>
          {children}
        </p>
      )}
    </section>
  );
}

interface OneDay {
  readonly day: string;
  readonly byChannel: Readonly<Record<string, number>>;
  readonly onTime: number;
  readonly deferred: number;
  readonly suppressed: number;
  readonly cases: number;
}

/** All channels of a day together. */
function daysOf({ days }: Forecast): OneDay[] {
  const found = new Map<string, OneDay>();
  for (const { day, channel, messages, ...one } of days) {
    const { byChannel, onTime, deferred, suppressed, cases } = found.get(day) ?? { byChannel: {}, onTime: 0, deferred: 0, suppressed: 0, cases: 0 };
    found.set(day, {
      day,
      byChannel: { ...byChannel, [channel]: messages },
      onTime: onTime + one.onTime,
      deferred: deferred + one.deferred,
      suppressed: suppressed + one.suppressed,
      cases: cases + one.cases,
    });
  }
  return [...found.values()];
}
