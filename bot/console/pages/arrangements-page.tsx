import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useArrangements, type ArrangementRow } from "../api/arrangement-queries.ts";
import { ArrangementTag } from "../parts/arrangement-tag.tsx";
import { Empty, Loaded, Name } from "../parts/bits.tsx";
import { useFormat } from "../parts/use-format.ts";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage } from "../strings/language.tsx";

/** Applications for more time: what waits for somebody first. */
export function ArrangementsPage() {
  const { language } = useLanguage();
  const w = arrangementStrings[language];
  const [show, setShow] = useState<"waiting" | "all">("waiting");
  const query = useArrangements(show);
  return (
    <>
      <div className="head">
        <h1>{w.title}</h1>
        <SegmentedControl
          value={show}
          onChange={(value) => setShow(value === "all" ? "all" : "waiting")}
          data={[
            { value: "waiting", label: w.waiting },
            { value: "all", label: w.all },
          ]}
        />
      </div>
      <p className="muted" style={{ marginBottom: 16 }}>
        {w.hint}
      </p>
      <Loaded query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty>{w.none}</Empty>;
          return (
            <section className="card">
              {items.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </section>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </>
  );
}

function Row({ row }: { row: ArrangementRow }) {
  const { t, language } = useLanguage();
  const w = arrangementStrings[language];
  const format = useFormat();
  const from = row.parts[0]?.on ?? row.originalDueOn;
  return (
    <Link className="item" to={`/arrangements/${row.id}`}>
      <div className="spread">
        <div className="tight">
          <span className="item-title">
            <Name person={row.borrower} /> · {w.terms(format.money(row.amount), row.parts.length, format.day(from))}
          </span>
          <span className="small muted">
            {t.common.person(row.borrower.externalId, row.branch, row.officer)} · {w.late(format.day(row.originalDueOn), row.daysPastDue)}
            {(row.state === "proposed" || row.state === "approved") && ` · ${w.lapses(format.moment(row.dueAt, row.borrower.zone))}`}
          </span>
        </div>
        <ArrangementTag state={row.state} />
      </div>
    </Link>
  );
}
