import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { Link } from "react-router";
import type { BorrowerRow } from "../api/client.ts";
import { useBorrowers } from "../api/queries.ts";
import { Empty, Name, Tag } from "../parts/bits.tsx";
import { PagedList } from "../parts/paged-list.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";

export function BorrowersPage() {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 300);
  const query = useBorrowers(search);
  return (
    <>
      <div className="head">
        <h1>{t.borrowers.title}</h1>
        <TextInput
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t.borrowers.search}
          aria-label={t.borrowers.search}
          description={t.borrowers.searchHint}
          inputWrapperOrder={["input", "description"]}
          w={{ base: "100%", sm: 320 }}
        />
      </div>
      <PagedList query={query} empty={<Empty>{search === "" ? t.borrowers.empty : t.borrowers.nothingFound}</Empty>}>
        {(row) => <Row row={row} />}
      </PagedList>
    </>
  );
}

function Row({ row }: { row: BorrowerRow }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Link className="item" to={`/borrowers/${row.id}`}>
      <div className="spread">
        <div className="tight">
          <span className="row">
            <span className="item-title">
              <Name person={row} />
            </span>
            {row.openEscalations > 0 && <Tag tone="red">{t.borrowers.cases(row.openEscalations)}</Tag>}
            {row.onHold && <Tag tone="amber">{t.borrowers.onHold}</Tag>}
          </span>
          <span className="small muted wrap">
            {t.common.person(row.externalId, row.branch, row.officer)} ·{" "}
            {row.lastInboundAt === null ? t.borrowers.never : `${t.borrowers.lastHeard} ${format.moment(row.lastInboundAt, row.zone)}`}
          </span>
        </div>
        <div className="tight" style={{ alignItems: "flex-end", flex: "none" }}>
          {row.overdueSince === null ? (
            <span className="small muted">{t.borrowers.nothingOverdue}</span>
          ) : (
            row.overdue.map((amount) => (
              <span key={amount.currency} className="num red item-title">
                {format.money(amount)}
              </span>
            ))
          )}
          {row.overdueSince !== null && <span className="small muted">{t.borrowers.since(format.day(row.overdueSince))}</span>}
        </div>
      </div>
    </Link>
  );
}
