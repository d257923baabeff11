import { Button } from "@mantine/core";
import { Link, useParams } from "react-router";
import { useDocument, type DocumentRow } from "../api/document-queries.ts";
import { Loaded, Name, Tag } from "../parts/bits.tsx";
import { DocumentFileCard } from "../parts/document-files.tsx";
import { DocumentMoves } from "../parts/document-moves.tsx";
import { DocumentTag } from "../parts/document-tag.tsx";
import { useFormat } from "../parts/use-format.ts";
import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

export function DocumentPage() {
  const { id = "" } = useParams();
  return <Loaded query={useDocument(id)}>{(found) => <View found={found} />}</Loaded>;
}

function View({ found }: { found: DocumentRow }) {
  const { t, language } = useLanguage();
  const w = documentStrings[language];
  const format = useFormat();
  const { borrower } = found;
  const at = (moment: string) => format.moment(moment, borrower.zone);
  return (
    <>
      <div className="head">
        <div className="tight">
          <div className="row">
            <DocumentTag state={found.state} />
            {found.refusals > 0 && <Tag tone={found.refusals > 1 ? "red" : "plain"}>{w.refusedTimes(found.refusals)}</Tag>}
          </div>
          <h1>{word(w.kind, found.kind)}</h1>
          <div>
            <Link to={`/borrowers/${borrower.id}`} className="item-title pine">
              <Name person={borrower} />
            </Link>
            <span className="small muted">
              {" "}
              · {t.common.person(borrower.externalId, found.branch, found.officer)}
              {found.loan !== null && ` · ${t.borrower.loan(found.loan)}`}
            </span>
          </div>
          <div className="small muted">
            {[
              w.asked(found.askedBy === "bot" ? w.bot : found.askedBy, at(found.askedAt)),
              found.chases > 0 && w.chasedTimes(found.chases),
              found.receivedAt !== null && w.received(at(found.receivedAt)),
              found.decidedBy !== null && found.decidedAt !== null && w.decided(found.decidedBy, at(found.decidedAt)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </div>
        </div>
        <DocumentMoves found={found} />
      </div>
      {(found.reason !== null || found.how !== null || found.note !== null) && (
        <section className="card">
          {found.how !== null && <p>{word(w.how, found.how)}</p>}
          {found.reason !== null && <p>{word(w.reason, found.reason)}</p>}
          {found.note !== null && <p className="quote">{found.note}</p>}
        </section>
      )}
      <section className="card" style={{ marginTop: 16 }}>
        <h2>{w.files}</h2>
        {found.files.length === 0 && <p className="muted">{w.noFiles}</p>}
        <div className="stack">
          {found.files.map((file) => (
            <DocumentFileCard key={file.id} file={file} zone={borrower.zone} shown />
          ))}
        </div>
      </section>
      <Button component={Link} to={`/borrowers/${borrower.id}`} variant="default" size="compact-md" mt="md">
        {w.toBorrower}
      </Button>
    </>
  );
}
