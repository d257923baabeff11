import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useDocuments, type DocumentRow } from "../api/document-queries.ts";
import { Empty, Loaded, Name, Tag } from "../parts/bits.tsx";
import { DocumentTag } from "../parts/document-tag.tsx";
import { useFormat } from "../parts/use-format.ts";
import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

/** What borrowers were asked to show: what waits for an officer first. */
export function DocumentsPage() {
  const { language } = useLanguage();
  const w = documentStrings[language];
  const [show, setShow] = useState<"waiting" | "all">("waiting");
  const query = useDocuments(show);
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
                <DocumentItem key={row.id} row={row} withName />
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

export function DocumentItem({ row, withName }: { row: DocumentRow; withName: boolean }) {
  const { t, language } = useLanguage();
  const w = documentStrings[language];
  const format = useFormat();
  const at = (moment: string) => format.moment(moment, row.borrower.zone);
  return (
    <Link className="item" to={`/documents/${row.id}`}>
      <div className="spread">
        <div className="tight">
          <span className="item-title">
            {withName && (
              <>
                <Name person={row.borrower} /> ·{" "}
              </>
            )}
            {word(w.kind, row.kind)}
          </span>
          <span className="small muted">
            {[
              withName && t.common.person(row.borrower.externalId, row.branch, row.officer),
              row.receivedAt !== null ? w.received(at(row.receivedAt)) : w.asked(row.askedBy === "bot" ? w.bot : row.askedBy, at(row.askedAt)),
              row.chases > 0 && w.chasedTimes(row.chases),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </div>
        <div className="row" style={{ flexWrap: "wrap", justifyContent: "flex-end" }}>
          {row.refusals > 0 && <Tag tone={row.refusals > 1 ? "red" : "plain"}>{w.refusedTimes(row.refusals)}</Tag>}
          <DocumentTag state={row.state} />
        </div>
      </div>
    </Link>
  );
}
