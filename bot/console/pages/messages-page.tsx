import { Button } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import type { LogItem } from "../api/client.ts";
import { exportPath, logFields, useLog, useLogCounts, type LogField, type LogQuery } from "../api/log-queries.ts";
import { useMe } from "../api/session.ts";
import { Empty, Name, Tag } from "../parts/bits.tsx";
import { LogFilter } from "../parts/log-filter.tsx";
import { LogFacts, LogWords, OutcomeTag } from "../parts/log-message.tsx";
import { PagedList } from "../parts/paged-list.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";

/** What was said and what was not. The filter is the page's address, so that it can be handed on. */
export function MessagesPage() {
  const { t } = useLanguage();
  const words = t.log.words;
  const [params, setParams] = useSearchParams();
  const query: LogQuery = Object.fromEntries(logFields.flatMap((field) => (params.get(field) ? [[field, params.get(field) ?? ""]] : [])));
  const role = useMe().data?.role;
  const exports = role === "compliance" || role === "supervisor";
  const narrowed = Object.keys(query).length > 0;
  const set = (change: Partial<Record<LogField, string | null>>): void => {
    const next = Object.entries({ ...query, ...change }).flatMap(([field, value]) => (value ? [[field, value]] : []));
    setParams(Object.fromEntries(next));
  };
  return (
    <>
      <div className="head">
        <div className="tight">
          <h1>{words.title}</h1>
          <div className="small muted">{words.hint}</div>
        </div>
        <div className="tight">
          <div className="row">
            {narrowed && (
              <Button variant="subtle" color="gray" size="sm" onClick={() => setParams({})}>
                {words.clear}
              </Button>
            )}
            {exports && (
              <>
                <Button component="a" href={exportPath(query, "csv")} download variant="default" size="sm">
                  {words.csv}
                </Button>
                <Button component="a" href={exportPath(query, "jsonl")} download variant="default" size="sm">
                  {words.jsonl}
                </Button>
              </>
            )}
          </div>
          {exports && <div className="small muted">{words.exportHint}</div>}
        </div>
      </div>
      <div className="stack">
        <LogFilter query={query} set={set} />
        <Counts query={query} />
        <PagedList query={useLog(query)} empty={<Empty>{narrowed ? words.nothingFound : words.empty}</Empty>}>
          {(item) => <Row item={item} />}
        </PagedList>
      </div>
    </>
  );
}

function Counts({ query }: { query: LogQuery }) {
  const { t } = useLanguage();
  const { data } = useLogCounts(query);
  if (!data || data.total === 0) return null;
  return (
    <div className="row" aria-live="polite">
      <span className="item-title">{t.log.total(data.total, data.more)}</span>
      {data.outcomes.map(({ outcome, count }) => (
        <Tag key={outcome}>
          {t.log.outcomes[outcome]} <span className="num">{count}</span>
        </Tag>
      ))}
    </div>
  );
}

function Row({ item }: { item: LogItem }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Link className="item" to={`/messages/${item.borrower.id}`}>
      <div className="spread">
        <div className="tight" style={{ flex: 1 }}>
          <span className="row">
            <span className="item-title">
              <Name person={item.borrower} />
            </span>
            <OutcomeTag outcome={item.outcome} />
            <span className="small muted wrap">{t.common.person(item.borrower.externalId, item.branch, item.officer)}</span>
          </span>
          <LogWords item={item} clamp />
          <LogFacts item={item} />
        </div>
        <span className="small muted num">{format.moment(item.at)}</span>
      </div>
    </Link>
  );
}
