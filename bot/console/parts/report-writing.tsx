import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import { conclusions } from "../../domain/reports/conclusions.ts";
import { useCommand } from "../api/queries.ts";
import { saveReport, signReport, type Report, type Written } from "../api/report-queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { reportStrings } from "../strings/report-strings.ts";
import { CommandFault } from "./bits.tsx";

/** What only a person can write; nothing is filled in for them. */
export function ReportWriting({ report: { id, written } }: { report: Report }) {
  const { t, language } = useLanguage();
  const w = reportStrings[language];
  const [draft, setDraft] = useState<Written>(written);
  const [signing, setSigning] = useState(false);
  const save = useCommand(saveReport);
  const sign = useCommand(signReport);
  const complete = draft.findings.trim() !== "" && draft.conclusion !== null;
  const change = (of: Partial<Written>) => {
    save.reset();
    setDraft({ ...draft, ...of });
  };
  return (
    <section className="card stack">
      <Textarea
        label={w.findings}
        description={w.findingsHint}
        value={draft.findings}
        onChange={(event) => change({ findings: event.currentTarget.value })}
        maxLength={8000}
        autosize
        minRows={6}
      />
      <div>
        <div className="label" id="conclusion">
          {w.conclusion}
        </div>
        <SegmentedControl
          aria-labelledby="conclusion"
          fullWidth
          value={draft.conclusion ?? ""}
          onChange={(value) => change({ conclusion: conclusions.find((each) => each === value) ?? null })}
          data={conclusions.map((value) => ({ value, label: w.conclusions[value] }))}
        />
      </div>
      <Textarea
        label={w.measures}
        value={draft.measures}
        onChange={(event) => change({ measures: event.currentTarget.value })}
        maxLength={4000}
        autosize
        minRows={3}
      />
      <div className="row">
        <Button disabled={!complete} onClick={() => setSigning(true)}>
          {w.sign}
        </Button>
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate({ id, written: draft })}>
          {w.save}
        </Button>
        <span className="small muted" role="status">
          {save.isSuccess ? w.saved : complete ? "" : w.incomplete}
        </span>
      </div>
      <CommandFault command={save} />
      <Modal opened={signing} onClose={() => setSigning(false)} title={w.signTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <p>{w.signHint}</p>
          <div className="row">
            <Button loading={sign.isPending} onClick={() => sign.mutate({ id, written: draft }, { onSuccess: () => setSigning(false) })}>
              {w.sign}
            </Button>
            <Button variant="default" onClick={() => setSigning(false)}>
              {w.cancel}
            </Button>
          </div>
          <CommandFault command={sign} />
        </div>
      </Modal>
    </section>
  );
}
