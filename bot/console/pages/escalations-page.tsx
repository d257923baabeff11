import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useEscalations } from "../api/queries.ts";
import { Empty } from "../parts/bits.tsx";
import { CaseItem } from "../parts/case-item.tsx";
import { PagedList } from "../parts/paged-list.tsx";
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
      <PagedList
        query={query}
        empty={state === "open" ? <Empty title={t.escalations.noneOpen}>{t.escalations.noneOpenHint}</Empty> : <Empty>{t.escalations.noneResolved}</Empty>}
      >
        {(row) => <CaseItem row={row} />}
      </PagedList>
    </>
  );
}
