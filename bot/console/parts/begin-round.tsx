import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { beginRound, useVersions } from "../api/checkin-queries.ts";
import { useCommand } from "../api/queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";

/** After a shock: the same few questions to everybody of a trade or branch. */
export function BeginRound() {
  const { t, language } = useLanguage();
  const w = checkinStrings[language];
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {w.begin}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={w.beginTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        {open && <Form close={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function Form({ close }: { close: () => void }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const go = useNavigate();
  const versions = useVersions().data?.items ?? [];
  const [questionnaire, setQuestionnaire] = useState<string | null>(null);
  const [of, setOf] = useState({ goal: "", trade: "", branch: "" });
  const [borrowerType, setType] = useState<string | null>(null);
  const begin = useCommand(beginRound);
  const published = versions.filter(({ state }) => state === "published").toSorted((a, b) => b.version - a.version);
  const choices = [...new Map(published.map((each) => [each.questionnaire, each])).values()].map((each) => ({
    value: each.questionnaire,
    label: each.shown?.purpose[language] ?? each.questionnaire,
  }));
  const field = (name: "goal" | "trade" | "branch") => ({
    label: w[name],
    value: of[name],
    onChange: (event: { currentTarget: { value: string } }) => setOf({ ...of, [name]: event.currentTarget.value }),
  });
  const [goal, trade, branch] = [of.goal.trim(), of.trade.trim(), of.branch.trim()];
  const asked = { questionnaire: questionnaire ?? "", goal, ...(trade && { trade }), ...(branch && { branch }), ...(borrowerType && { borrowerType }) };
  return (
    <div className="stack">
      <p className="muted">{w.beginHint}</p>
      <Select label={w.which} value={questionnaire} onChange={setQuestionnaire} data={choices} />
      <TextInput {...field("goal")} description={w.goalHint} maxLength={200} />
      <TextInput {...field("trade")} maxLength={100} />
      <TextInput {...field("branch")} maxLength={100} />
      <Select
        label={w.type}
        placeholder={w.anyone}
        clearable
        value={borrowerType}
        onChange={setType}
        data={Object.entries(w.audience).map(([value, label]) => ({ value, label }))}
      />
      <div className="row">
        <Button
          disabled={questionnaire === null || goal === "" || (trade === "" && branch === "")}
          loading={begin.isPending}
          onClick={() => begin.mutate(asked, { onSuccess: ({ id }) => void go(`/rounds/${id}`) })}
        >
          {w.begin}
        </Button>
        <Button variant="default" onClick={close}>
          {w.cancel}
        </Button>
      </div>
      {begin.isError && (
        <p className="small red" role="alert">
          {w.noneFits}
        </p>
      )}
    </div>
  );
}
