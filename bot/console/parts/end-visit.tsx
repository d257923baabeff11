import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import { endVisit } from "../api/checkin-queries.ts";
import { useCommand } from "../api/queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";

/** What was found there, or why nobody goes; nothing ends without a word. */
export function EndVisit({ id }: { id: string }) {
  const { t, language } = useLanguage();
  const w = checkinStrings[language];
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState<"done" | "cancelled">("done");
  const [note, setNote] = useState("");
  const end = useCommand(endVisit);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {w.endVisit}
      </Button>
      <Modal opened={open} onClose={close} title={w.endVisit} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <SegmentedControl
            value={to}
            onChange={(value) => setTo(value === "cancelled" ? "cancelled" : "done")}
            data={[
              { value: "done", label: w.visitDone },
              { value: "cancelled", label: w.visitCancelled },
            ]}
          />
          <Textarea
            label={to === "done" ? w.found : w.why}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={4000}
            autosize
            minRows={4}
          />
          <div className="row">
            <Button disabled={note.trim() === ""} loading={end.isPending} onClick={() => end.mutate({ id, to, note: note.trim() }, { onSuccess: close })}>
              {w.endVisit}
            </Button>
            <Button variant="default" onClick={close}>
              {w.cancel}
            </Button>
          </div>
          <CommandFault command={end} />
        </div>
      </Modal>
    </>
  );
}
