import { Button, Modal, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { approveArrangement, changeArrangement, recordConsent, refuseArrangement, type ArrangementDetail } from "../api/arrangement-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";

/** What whoever is signed in may do with it now; the server has the last word. */
export function ArrangementMoves({ found }: { found: ArrangementDetail }) {
  const { t, language } = useLanguage();
  const w = arrangementStrings[language];
  const me = useMe().data;
  const [open, setOpen] = useState<"change" | "refuse" | "consent">();
  const approve = useCommand(approveArrangement);
  const works = me?.role === "officer" || me?.role === "supervisor";
  if (!works || (found.state !== "proposed" && found.state !== "approved")) return null;
  const own = me.officer.toLowerCase() === found.officer.toLowerCase();
  const moved = found.openNow.minor !== found.amount.minor;
  const titles = { change: w.change, refuse: w.refuse, consent: w.consent };
  const close = () => setOpen(undefined);
  return (
    <div className="tight" style={{ alignItems: "flex-end" }}>
      <div className="row" style={{ flexWrap: "wrap" }}>
        {found.state === "proposed" && me.role === "supervisor" && (
          <Button disabled={moved || (own && found.needs.length === 1)} loading={approve.isPending} onClick={() => approve.mutate(found)}>
            {w.approve}
          </Button>
        )}
        {found.guarantor === "awaited" && (
          <Button variant="default" onClick={() => setOpen("consent")}>
            {w.consent}
          </Button>
        )}
        {found.confirmedAt === null && (
          <>
            <Button variant="default" onClick={() => setOpen("change")}>
              {w.change}
            </Button>
            <Button variant="default" onClick={() => setOpen("refuse")}>
              {w.refuse}
            </Button>
          </>
        )}
      </div>
      {own && <span className="small muted">{w.ownLoan}</span>}
      {moved && <span className="small amber">{w.moved}</span>}
      <CommandFault command={approve} />
      <Modal opened={open !== undefined} onClose={close} title={open && titles[open]} centered closeButtonProps={{ "aria-label": t.common.close }}>
        {open === "change" && <Change found={found} close={close} />}
        {open === "refuse" && <Refuse found={found} close={close} />}
        {open === "consent" && <Consent found={found} close={close} />}
      </Modal>
    </div>
  );
}

interface Asked {
  readonly found: ArrangementDetail;
  readonly close: () => void;
}

function Change({ found, close }: Asked) {
  const { language } = useLanguage();
  const w = arrangementStrings[language];
  const [parts, setParts] = useState<number | string>(found.parts.length);
  const [firstOn, setFirstOn] = useState(found.parts[0]?.on ?? "");
  const change = useCommand(changeArrangement);
  return (
    <div className="stack">
      <p className="muted">{w.changeHint}</p>
      <NumberInput label={w.partsLabel} min={1} max={60} allowDecimal={false} value={parts} onChange={setParts} />
      <TextInput type="date" label={w.firstLabel} value={firstOn} onChange={(event) => setFirstOn(event.currentTarget.value)} />
      <div className="row">
        <Button
          disabled={typeof parts !== "number" || firstOn === ""}
          loading={change.isPending}
          onClick={() => change.mutate({ id: found.id, round: found.round, parts: Number(parts), firstOn }, { onSuccess: close })}
        >
          {w.change}
        </Button>
        <Button variant="default" onClick={close}>
          {w.cancel}
        </Button>
      </div>
      <CommandFault command={change} />
    </div>
  );
}

function Refuse({ found, close }: Asked) {
  const { language } = useLanguage();
  const w = arrangementStrings[language];
  const [note, setNote] = useState("");
  const refuse = useCommand(refuseArrangement);
  return (
    <div className="stack">
      <p className="muted">{w.refuseHint}</p>
      <Textarea label={w.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={2000} autosize minRows={2} />
      <div className="row">
        <Button
          disabled={note.trim() === ""}
          loading={refuse.isPending}
          onClick={() => refuse.mutate({ id: found.id, round: found.round, note }, { onSuccess: close })}
        >
          {w.refuse}
        </Button>
        <Button variant="default" onClick={close}>
          {w.cancel}
        </Button>
      </div>
      <CommandFault command={refuse} />
    </div>
  );
}

function Consent({ found, close }: Asked) {
  const { language } = useLanguage();
  const w = arrangementStrings[language];
  const [name, setName] = useState("");
  const [signedOn, setSignedOn] = useState("");
  const record = useCommand(recordConsent);
  return (
    <div className="stack">
      <p className="muted">{w.consentHint}</p>
      <TextInput label={w.guarantorName} value={name} maxLength={200} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput type="date" label={w.signedOn} value={signedOn} onChange={(event) => setSignedOn(event.currentTarget.value)} />
      <div className="row">
        <Button
          disabled={name.trim() === "" || signedOn === ""}
          loading={record.isPending}
          onClick={() => record.mutate({ id: found.id, round: found.round, name, signedOn }, { onSuccess: close })}
        >
          {w.consent}
        </Button>
        <Button variant="default" onClick={close}>
          {w.cancel}
        </Button>
      </div>
      <CommandFault command={record} />
    </div>
  );
}
