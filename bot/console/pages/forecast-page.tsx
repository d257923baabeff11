import "@mantine/charts/styles.css";
import { Button, Progress, Select } from "@mantine/core";
import { useSearchParams } from "react-router";
import { addDays } from "../../domain/calendar.ts";
import { Busy, useForecast, type Counting } from "../api/forecast-queries.ts";
import { useLogChoices } from "../api/log-queries.ts";
import { Empty } from "../parts/bits.tsx";
import { ForecastView } from "../parts/forecast-view.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useInstallationDay } from "../parts/use-installation-day.ts";
import { forecastStrings } from "../strings/forecast-strings.ts";
import { useLanguage } from "../strings/language.tsx";

const spans = [7, 14, 30, 90] as const;

/** What would go out in the days to come, and what it would bring to the officers. */
export function ForecastPage() {
  const { language } = useLanguage();
  const w = forecastStrings[language];
  const [search, setSearch] = useSearchParams();
  const { data: choices } = useLogChoices();
  const days = spans.find((each) => String(each) === search.get("days")) ?? 14;
  const branch = search.get("branch") ?? undefined;
  const today = useInstallationDay();
  const { query, counting } = useForecast(today && { from: today, to: addDays(today, days - 1), branch });
  const set = (name: string, value: string | null): void =>
    setSearch((now) => {
      if (value === null) now.delete(name);
      else now.set(name, value);
      return now;
    });
  return (
    <>
      <div className="head">
        <div className="tight">
          <h1>{w.title}</h1>
          <p className="muted">{w.hint}</p>
        </div>
        <div className="row asked">
          <Select
            label={w.span}
            size="sm"
            data={spans.map((each) => ({ value: String(each), label: w.days(each) }))}
            value={String(days)}
            allowDeselect={false}
            onChange={(value) => set("days", value)}
          />
          {choices && choices.branches.length > 1 && (
            <Select
              label={w.branch}
              size="sm"
              placeholder={w.allBranches}
              data={[...choices.branches]}
              value={branch ?? null}
              clearable
              searchable={choices.branches.length > 8}
              onChange={(value) => set("branch", value)}
            />
          )}
        </div>
      </div>
      {query.data ? (
        <ForecastView forecast={query.data} />
      ) : query.isError ? (
        <div className="card">
          <Empty>
            <p>{query.error instanceof Busy ? w.busy : w.failed}</p>
            <Button variant="default" mt="sm" onClick={() => void query.refetch()}>
              {w.again}
            </Button>
          </Empty>
        </div>
      ) : (
        <Underway counting={counting} />
      )}
    </>
  );
}

function Underway({ counting }: { counting: Counting }) {
  const { t, language } = useLanguage();
  const w = forecastStrings[language];
  const format = useFormat();
  const { done, of } = counting?.kind === "counting" ? counting : { done: 0, of: 0 };
  return (
    <div className="card underway" role="status">
      <p className="small muted" style={{ marginBottom: 10 }}>
        {counting?.kind === "waiting" ? w.waiting : of > 0 ? w.counting(format.count(done), format.count(of)) : t.common.loading}
      </p>
      <Progress value={of > 0 ? (100 * done) / of : 0} aria-label={w.title} />
    </div>
  );
}
