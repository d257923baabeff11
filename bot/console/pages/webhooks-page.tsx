import { Button, Code, Modal } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "../api/queries.ts";
import { enableWebhook, removeWebhook, rotateWebhook, useWebhooks, type Webhook } from "../api/webhook-queries.ts";
import { CommandFault, Empty, Loaded, Tag } from "../parts/bits.tsx";
import { AddWebhook } from "../parts/add-webhook.tsx";
import { useFormat } from "../parts/use-format.ts";
import { WebhookDeliveries } from "../parts/webhook-deliveries.tsx";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { webhookStrings } from "../strings/webhook-strings.ts";

export function WebhooksPage() {
  const { language } = useLanguage();
  const w = webhookStrings[language];
  const query = useWebhooks();
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <div className="head">
        <h1>{w.title}</h1>
        <AddWebhook onSecret={setSecret} />
      </div>
      <p className="muted" style={{ marginBottom: 16 }}>
        {w.hint}
      </p>
      <Loaded query={query}>
        {({ items }) => (
          <div className="card">
            {items.length === 0 ? (
              <Empty title={w.none}>{w.noneHint}</Empty>
            ) : (
              <ul className="list">
                {items.map((webhook) => (
                  <li key={webhook.id}>
                    <WebhookItem webhook={webhook} onSecret={setSecret} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </Loaded>
      <WebhookDeliveries />
      <SecretShown secret={secret} onClose={() => setSecret(undefined)} />
    </>
  );
}

function WebhookItem({ webhook, onSecret }: { webhook: Webhook; onSecret(secret: string): void }) {
  const { t, language } = useLanguage();
  const w = webhookStrings[language];
  const format = useFormat();
  const [removing, setRemoving] = useState(false);
  const remove = useCommand(removeWebhook);
  const enable = useCommand(enableWebhook);
  const rotate = useCommand(rotateWebhook);
  const gone = webhook.state === "gone";
  const family: Readonly<Record<string, string>> = { status_update: w.statusUpdates, escalation: w.cases, arrangement: arrangementStrings[language].title };
  const events = webhook.events.map((event) => family[event] ?? event).join(", ");
  return (
    <div className="stack" style={{ paddingBlock: 14 }}>
      <div className="row">
        <b style={{ overflowWrap: "anywhere" }}>{webhook.url}</b>
        <Tag tone={gone ? "red" : "pine"}>{gone ? w.gone : w.active}</Tag>
        {webhook.restsUntil && (
          <Tag tone="amber">
            {w.rests} {format.moment(webhook.restsUntil)}
          </Tag>
        )}
      </div>
      <div className="muted small">
        {w.events}: {events} · {w.waiting}: {webhook.pending} · {w.dead}: {webhook.dead} · {w.last}:{" "}
        {webhook.lastDeliveredAt ? format.moment(webhook.lastDeliveredAt) : w.never}
      </div>
      <div className="row">
        {gone && (
          <Button size="compact-sm" loading={enable.isPending} onClick={() => enable.mutate(webhook.id)}>
            {w.enable}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          loading={rotate.isPending}
          onClick={() => rotate.mutate(webhook.id, { onSuccess: ({ secret }) => onSecret(secret) })}
        >
          {w.rotate}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setRemoving(true)}>
          {w.remove}
        </Button>
      </div>
      <CommandFault command={enable} />
      <CommandFault command={rotate} />
      <Modal opened={removing} onClose={() => setRemoving(false)} title={w.removeTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <p style={{ overflowWrap: "anywhere" }}>{webhook.url}</p>
          <p>{w.removeHint}</p>
          <div className="row">
            <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate(webhook.id, { onSuccess: () => setRemoving(false) })}>
              {w.remove}
            </Button>
            <Button variant="default" onClick={() => setRemoving(false)}>
              {w.cancel}
            </Button>
          </div>
          <CommandFault command={remove} />
        </div>
      </Modal>
    </div>
  );
}

function SecretShown({ secret, onClose }: { secret: string | undefined; onClose(): void }) {
  const { t, language } = useLanguage();
  const w = webhookStrings[language];
  return (
    <Modal opened={secret !== undefined} onClose={onClose} title={w.secretTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
      <div className="stack">
        <p>{w.secretHint}</p>
        <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {secret}
        </Code>
      </div>
    </Modal>
  );
}
