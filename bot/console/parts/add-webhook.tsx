import { Button, Checkbox, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "../api/queries.ts";
import { addWebhook } from "../api/webhook-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { webhookStrings } from "../strings/webhook-strings.ts";

export function AddWebhook({ onSecret }: { onSecret(secret: string): void }) {
  const { t, language } = useLanguage();
  const w = webhookStrings[language];
  const [adding, setAdding] = useState(false);
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState(["status_update", "escalation"]);
  const add = useCommand(addWebhook);
  const done = ({ secret }: { secret: string }): void => {
    setAdding(false);
    setUrl("");
    onSecret(secret);
  };
  return (
    <>
      <Button onClick={() => setAdding(true)}>{w.add}</Button>
      <Modal opened={adding} onClose={() => setAdding(false)} title={w.adding} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <TextInput label={w.url} description={w.urlHint} placeholder="https://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          <Checkbox.Group label={w.events} value={events} onChange={setEvents}>
            <div className="stack">
              <Checkbox value="status_update" label={w.statusUpdates} />
              <Checkbox value="escalation" label={w.cases} />
              <Checkbox value="checkin" label={checkinStrings[language].title} />
              <Checkbox value="arrangement" label={arrangementStrings[language].title} />
            </div>
          </Checkbox.Group>
          <div className="row">
            <Button loading={add.isPending} onClick={() => add.mutate({ url: url.trim(), events }, { onSuccess: done })}>
              {w.save}
            </Button>
            <Button variant="default" onClick={() => setAdding(false)}>
              {w.cancel}
            </Button>
          </div>
          {add.error !== null && (
            <p className="small red" role="alert">
              {w.refused}
            </p>
          )}
        </div>
      </Modal>
    </>
  );
}
