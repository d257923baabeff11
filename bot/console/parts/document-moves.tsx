import { Button, Modal, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { officerReasons, verifiedHow, type OfficerReason, type VerifiedHow } from "../../domain/documents/document-request.ts";
import { chaseDocument, refuseDocument, verifyDocument, withdrawDocument, type DocumentRow } from "../api/document-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";

type Act = "verify" | "refuse" | "withdraw" | "chase";

/** What whoever is signed in may do with it now; the server has the last word. */
export function DocumentMoves({ found }: { found: DocumentRow }) {
  const { t, language } = useLanguage();
  const w = documentStrings[language];
  const me = useMe().data;
  const [open, setOpen] = useState<Act>();
  if (me?.role !== "officer" && me?.role !== "supervisor") return null;
  if (found.state === "verified" || found.state === "withdrawn") return null;
  const received = found.state === "received";
  const button = (act: Act, primary = false) => (
    <Button key={act} {...(!primary && { variant: "default" })} onClick={() => setOpen(act)}>
      {w[act]}
    </Button>
  );
  return (
    <div className="row" style={{ flexWrap: "wrap" }}>
      {button("verify", received)}
      {received && button("refuse")}
      {!received && found.chases < 2 && button("chase")}
      {button("withdraw")}
      <Modal
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open && w[open]}
        centered
        closeButtonProps={{ "aria-label": t.common.close }}
      >
        {open && <Deciding key={open} act={open} found={found} close={() => setOpen(undefined)} />}
      </Modal>
    </div>
  );
}

function Deciding({ act, found, close }: { act: Act; found: DocumentRow; close: () => void }) {
  const { language } = useLanguage();
  const w = documentStrings[language];
  // Where nothing came, only the thing itself can have been seen.
  const hows = found.state === "received" ? verifiedHow : verifiedHow.filter((how) => how === "on_site");
  const [how, setHow] = useState<VerifiedHow>(hows[0] ?? "on_site");
  const [reason, setReason] = useState<OfficerReason>();
  const [note, setNote] = useState("");
  const { id } = found;
  const command = useCommand(() => {
    if (act === "verify") return verifyDocument({ id, how, note });
    if (act === "refuse" && reason) return refuseDocument({ id, reason, note });
    return act === "chase" ? chaseDocument({ id, note }) : withdrawDocument({ id, note });
  });
  const hints = { verify: w.verifyHint, refuse: w.refuseHint, withdraw: w.withdrawHint, chase: w.chaseHint };
  return (
    <div className="stack">
      <p className="muted">{hints[act]}</p>
      {act === "verify" && (
        <Select
          label={w.howLabel}
          value={how}
          allowDeselect={false}
          data={hows.map((value) => ({ value, label: w.how[value] }))}
          onChange={(value) => setHow(hows.find((each) => each === value) ?? how)}
        />
      )}
      {act === "refuse" && (
        <Select
          label={w.reasonLabel}
          value={reason ?? null}
          data={officerReasons.map((value) => ({ value, label: w.reason[value] }))}
          onChange={(value) => setReason(officerReasons.find((each) => each === value))}
        />
      )}
      <Textarea label={w.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={2000} autosize minRows={2} />
      <div className="row">
        <Button disabled={act === "refuse" && !reason} loading={command.isPending} onClick={() => command.mutate(undefined, { onSuccess: close })}>
          {w[act]}
        </Button>
        <Button variant="default" onClick={close}>
          {w.cancel}
        </Button>
      </div>
      <CommandFault command={command} />
    </div>
  );
}
