import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import { askDocument, assignFile, useBorrowerDocuments } from "../api/document-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { DocumentItem } from "../pages/documents-page.tsx";
import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { CommandFault, Loaded } from "./bits.tsx";
import { DocumentFileCard } from "./document-files.tsx";

/** On a borrower's page: what was asked for, and files that answer nothing yet. */
export function BorrowerDocuments({ borrowerId, zone }: { borrowerId: string; zone: string }) {
  const { language } = useLanguage();
  const w = documentStrings[language];
  const me = useMe().data;
  const works = me?.role === "officer" || me?.role === "supervisor";
  const assign = useCommand(assignFile);
  return (
    <section className="card">
      <h2>
        {w.title}
        {works && <AskButton borrowerId={borrowerId} />}
      </h2>
      <Loaded query={useBorrowerDocuments(borrowerId)}>
        {({ requests, loose }) => {
          const open = requests.filter(({ state }) => state !== "verified" && state !== "withdrawn");
          return (
            <>
              {requests.length === 0 && <p className="muted">{w.noneOfBorrower}</p>}
              {requests.map((row) => (
                <DocumentItem key={row.id} row={row} withName={false} />
              ))}
              {loose.length > 0 && <h3>{w.loose}</h3>}
              {loose.map((file) => (
                <DocumentFileCard key={file.id} file={file} zone={zone} shown={false}>
                  {works && open.length > 0 && (
                    <div className="row" style={{ flexWrap: "wrap" }}>
                      <span className="small muted">{w.assign}</span>
                      {open.map((row) => (
                        <Button key={row.id} variant="default" size="compact-sm" onClick={() => assign.mutate({ file: file.id, request: row.id })}>
                          {word(w.kind, row.kind)}
                        </Button>
                      ))}
                    </div>
                  )}
                </DocumentFileCard>
              ))}
              <CommandFault command={assign} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function AskButton({ borrowerId }: { borrowerId: string }) {
  const { t, language } = useLanguage();
  const w = documentStrings[language];
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<string | null>(null);
  const ask = useCommand(askDocument);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {w.ask}
      </Button>
      <Modal opened={open} onClose={close} title={w.askTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <p className="muted">{w.askHint}</p>
          <Select label={w.kindLabel} value={kind} onChange={setKind} data={Object.entries(w.kind).map(([value, label]) => ({ value, label }))} />
          <div className="row">
            <Button
              disabled={kind === null}
              loading={ask.isPending}
              onClick={() => ask.mutate({ borrower: borrowerId, kind: kind ?? "" }, { onSuccess: close })}
            >
              {w.ask}
            </Button>
            <Button variant="default" onClick={close}>
              {w.cancel}
            </Button>
          </div>
          <CommandFault command={ask} />
        </div>
      </Modal>
    </>
  );
}
