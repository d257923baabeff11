import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useEscalations } from "../api/queries.ts";
import { Empty, Loaded } from "../parts/bits.tsx";
import { CaseItem } from "../parts/case-item.tsx";
import { useLanguage } from "../strings/language.tsx";

export function EscalationsPage() {
  const { t } = useLanguage();
  const [state, setState] = useState<"open" | "resolved">("open");
  const query = useEscalations(state);
  return (
    <>
      <div className="head">
        <h1>{t.escalations.title}</h1>
        <SegmentedControl
          value={state}
          onChange={(value) => setState(value === "resolved" ? "resolved" : "open")}
          data={[
            { value: "open", label: t.escalations.open },
            { value: "resolved", label: t.escalations.resolved },
          ]}
        />
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <div className="card">
                {state === "open" ? <Empty title={t.escalations.noneOpen}>{t.escalations.noneOpenHint}</Empty> : <Empty>{t.escalations.noneResolved}</Empty>}
              </div>
            );
          return (
            <div className="card">
              <ul className="list">
                {rows.map((row) => (
                  <li key={row.id}>
                    <CaseItem row={row} />
                  </li>
                ))}
              </ul>
              {query.hasNextPage && (
                <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t.common.more}
                </Button>
              )}
            </div>
          );
        }}
      </Loaded>
    </>
  );
}
