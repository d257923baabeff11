import { Link } from "react-router";
import type { EscalationRow } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { CaseStateTag, Name, SeverityTag } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

/** One case in a list: why, who, since when, and in whose hands. */
export function CaseItem({ row, withName = true }: { row: EscalationRow; withName?: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Link className="item" to={`/escalations/${row.id}`}>
      <div className="spread">
        <div className="tight">
          <span className="item-title">
            {word(t.escalationReason, row.reason)}
            {withName && (
              <>
                {" "}
                · <Name person={row.borrower} />
              </>
            )}
          </span>
          <span className="small muted">
            {t.common.person(row.borrower.externalId, row.branch, row.officer)}
            {" · "}
            {row.acknowledgedBy !== null && row.state !== "resolved"
              ? t.escalations.hasIt(row.acknowledgedBy)
              : t.escalation.opened(format.moment(row.openedAt))}
          </span>
        </div>
        <span className="row" style={{ justifyContent: "flex-end" }}>
          {row.state !== "open" && <CaseStateTag row={row} />}
          {row.state !== "resolved" && <SeverityTag severity={row.severity} />}
        </span>
      </div>
    </Link>
  );
}
