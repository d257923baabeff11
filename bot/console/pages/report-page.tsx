import { Button } from "@mantine/core";
import { Link, useParams } from "react-router";
import { printUrl, useReport, type Report } from "../api/report-queries.ts";
import { useMe } from "../api/session.ts";
import { Loaded, Name, Tag } from "../parts/bits.tsx";
import { ReportDraft } from "../parts/report-draft.tsx";
import { ReportWriting } from "../parts/report-writing.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";
import { reportStrings } from "../strings/report-strings.ts";

/** What an officer writes about a loan after a look at it, beside what is known. */
export function ReportPage() {
  const { id = "" } = useParams();
  return <Loaded query={useReport(id)}>{(report) => <View report={report} />}</Loaded>;
}

function View({ report }: { report: Report }) {
  const { t, language } = useLanguage();
  const w = reportStrings[language];
  const format = useFormat();
  const role = useMe().data?.role;
  const { borrower, written } = report;
  const signed = report.state === "signed";
  const at = (moment: string) => format.exact(moment, borrower.zone);
  return (
    <>
      <div className="head">
        <div className="tight">
          <div className="row">
            <Tag tone={signed ? "pine" : "amber"}>{signed ? w.signed : w.draft}</Tag>
            <Tag>{w.version(report.version)}</Tag>
          </div>
          <h1>{w.one}</h1>
          <div>
            <Link to={`/borrowers/${borrower.id}`} className="item-title pine">
              <Name person={borrower} />
            </Link>
            <span className="small muted"> · {t.borrower.loan(report.drafted.loan.externalId)}</span>
          </div>
          <div className="small muted">{w.draftedBy(report.draftedBy, at(report.draftedAt))}</div>
        </div>
        <Button component="a" href={printUrl(report.id, language)} target="_blank" rel="noreferrer" variant="default">
          {w.print}
        </Button>
      </div>
      <p className="muted" style={{ marginBottom: 16 }}>
        {signed ? w.signedHint : w.draftHint}
      </p>
      <div className="two-wide">
        <div className="stack">
          <ReportDraft drafted={report.drafted} />
        </div>
        {signed || (role !== "officer" && role !== "supervisor") ? (
          <section className="card stack">
            <Said label={w.findings} text={written.findings} />
            <Said label={w.conclusion} text={written.conclusion === null ? "" : w.conclusions[written.conclusion]} />
            <Said label={w.measures} text={written.measures} />
            {report.signedBy && report.signedAt !== null && (
              <p className="item-title">{w.signedBy(`${report.signedBy.name} (${report.signedBy.officer})`, at(report.signedAt))}</p>
            )}
          </section>
        ) : (
          <ReportWriting key={report.id} report={report} />
        )}
      </div>
    </>
  );
}

const Said = ({ label, text }: { label: string; text: string }) => (
  <div>
    <div className="label">{label}</div>
    <p className="words">{text === "" ? "–" : text}</p>
  </div>
);
