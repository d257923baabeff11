import { Select } from "@mantine/core";
import { useSearchParams } from "react-router";
import { addDays } from "../../domain/calendar.ts";
import { mondayOf } from "../../domain/promises/kept-rate.ts";
import { useKept, type Kept } from "../api/forecast-queries.ts";
import { Empty, Loaded } from "../parts/bits.tsx";
import { KeptTable } from "../parts/kept-table.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useInstallationDay } from "../parts/use-installation-day.ts";
import { keptStrings } from "../strings/kept-strings.ts";
import { useLanguage } from "../strings/language.tsx";

const spans = [4, 12, 26, 52] as const;

/** How promises were kept: numerator and denominator, by week, branch and officer. */
export function PromisesPage() {
  const { language } = useLanguage();
  const w = keptStrings[language];
  const [search, setSearch] = useSearchParams();
  const weeks = spans.find((each) => String(each) === search.get("weeks")) ?? 12;
  const today = useInstallationDay();
  const query = useKept(today && { from: addDays(mondayOf(today), -7 * (weeks - 1)), to: addDays(mondayOf(today), 6) });
  return (
    <>
      <div className="head">
        <h1>{w.title}</h1>
        <div className="row asked">
          <Select
            label={w.span}
            size="sm"
            data={spans.map((each) => ({ value: String(each), label: w.lastWeeks(each) }))}
            value={String(weeks)}
            allowDeselect={false}
            onChange={(value) => setSearch(value === null ? {} : { weeks: value })}
          />
        </div>
      </div>
      <Loaded query={query}>{(kept) => <KeptView kept={kept} />}</Loaded>
    </>
  );
}

function KeptView({ kept }: { kept: Kept }) {
  const { language } = useLanguage();
  const w = keptStrings[language];
  const format = useFormat();
  const { all } = kept;
  const explain = <p className="small muted">{w.explain(kept.graceDays)}</p>;
  if (all.decided + all.open + all.replaced === 0)
    return (
      <div className="stack">
        <div className="card">
          <Empty title={w.none}>{w.noneHint}</Empty>
        </div>
        {explain}
      </div>
    );
  return (
    <div className="stack">
      <div className="glance tiles">
        <div className="card">
          <div className="label">{w.rate}</div>
          <div className="big num">{all.decided === 0 ? "–" : `${String(Math.round((100 * all.kept) / all.decided))}%`}</div>
          <div className="small muted">{w.of(format.count(all.kept), format.count(all.decided))}</div>
        </div>
        {(["partly", "broken"] as const).map((name) => (
          <div className="card" key={name}>
            <div className="label">{w[name]}</div>
            <div className="big num">{format.count(all[name])}</div>
          </div>
        ))}
        <div className="card">
          <div className="label">{w.undecided}</div>
          <div className="big num">{format.count(all.open + all.replaced)}</div>
          <div className="small muted">{w.openAndReplaced(format.count(all.open), format.count(all.replaced))}</div>
        </div>
      </div>
      {explain}
      <KeptTable title={w.weeks} first={w.week} rows={kept.weeks} name={(key) => w.weekOf(format.day(key))} />
      <div className="two">
        <KeptTable title={w.branches} first={w.branch} rows={kept.branches} />
        <KeptTable title={w.officers} first={w.officer} rows={kept.officers} />
      </div>
    </div>
  );
}
