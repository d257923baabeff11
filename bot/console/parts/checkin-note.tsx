import { Button } from "@mantine/core";
import { Link } from "react-router";
import { settleNote, type Note } from "../api/checkin-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault, Name } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

/** Two statements that do not fit, and whether an officer has dealt with it. */
export function CheckinNote({ note, withName }: { note: Note; withName: boolean }) {
  const { t, language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const role = useMe().data?.role;
  const settle = useCommand(settleNote);
  return (
    <div className="item">
      <div className="small muted">
        {withName && (
          <>
            <Link to={`/borrowers/${note.borrower.id}`} className="pine">
              <Name person={note.borrower} />
            </Link>
            {" · "}
          </>
        )}
        {format.moment(note.at, note.borrower.zone)}
        {note.settledBy !== null && ` · ${w.settledBy(note.settledBy)}`}
      </div>
      <p className="quote">{note.note ?? t.common.erased}</p>
      {note.settledBy === null && (role === "officer" || role === "supervisor") && (
        <Button variant="default" size="compact-sm" mt={6} loading={settle.isPending} onClick={() => settle.mutate(note.id)}>
          {w.settle}
        </Button>
      )}
      <CommandFault command={settle} />
    </div>
  );
}
