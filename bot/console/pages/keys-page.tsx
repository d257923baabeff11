import { Button } from "@mantine/core";
import { useState } from "react";
import { revokeKey, useKeys, type SystemKey } from "../api/people-queries.ts";
import { useCommand } from "../api/queries.ts";
import { AddKey } from "../parts/add-key.tsx";
import { CommandFault, Empty, Loaded, Tag } from "../parts/bits.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ShownOnce, type Secret } from "../parts/shown-once.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";

/** For admins: what other systems call `/api/v1` with. */
export function KeysPage() {
  const { t } = useLanguage();
  const words = t.people.keys;
  const query = useKeys();
  const [made, setMade] = useState<Secret>();
  return (
    <>
      <div className="head">
        <h1>{words.title}</h1>
        <AddKey onMade={(value) => setMade({ value })} />
      </div>
      <p className="muted" style={{ marginBottom: 16 }}>
        {words.hint}
      </p>
      <Loaded query={query}>
        {({ items }) => (
          <div className="card">
            {items.length === 0 ? (
              <Empty>{words.none}</Empty>
            ) : (
              <ul className="list">
                {items.map((key) => (
                  <li key={key.id}>
                    <KeyItem shown={key} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </Loaded>
      <ShownOnce title={words.made} hint={words.madeHint} secret={made} onClose={() => setMade(undefined)} />
    </>
  );
}

function KeyItem({ shown }: { shown: SystemKey }) {
  const { t } = useLanguage();
  const words = t.people.keys;
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const revoking = useCommand(revokeKey);
  return (
    <div className="stack person">
      <div className="row">
        <b className="wrap">{shown.name}</b>
        <code className="small">{shown.start}…</code>
        {shown.revoked ? <Tag tone="red">{words.revoked}</Tag> : shown.expired && <Tag tone="amber">{words.expired}</Tag>}
      </div>
      <div className="small muted wrap">
        {shown.scopes.map((scope) => t.people.scope[scope]).join(" · ")}
        <br />
        {[
          shown.expiresAt === null ? words.never : words.until(format.exact(shown.expiresAt)),
          shown.lastUsedAt === null ? words.neverUsed : words.used(format.exact(shown.lastUsedAt)),
        ].join(" · ")}
      </div>
      {!shown.revoked && (
        <div className="row">
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {words.revoke}
          </Button>
        </div>
      )}
      <Dialog title={`${words.revoke}: ${shown.name}`} opened={asking} onClose={() => setAsking(false)}>
        <p>{words.revokeAsk}</p>
        <div className="row">
          <Button color="red.8" loading={revoking.isPending} onClick={() => revoking.mutate(shown.id, { onSuccess: () => setAsking(false) })}>
            {words.revoke}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t.people.people.cancel}
          </Button>
        </div>
        <CommandFault command={revoking} />
      </Dialog>
    </div>
  );
}
