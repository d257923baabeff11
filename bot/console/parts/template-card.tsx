import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { approveTemplate, withdrawTemplate, type TemplateItem } from "../api/template-queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { templateStrings } from "../strings/template-strings.ts";
import { CommandFault, Tag } from "./bits.tsx";
import { TemplatePhone } from "./template-phone.tsx";

const tones = { released: "plain", draft: "amber", approved: "pine", withdrawn: "red" } as const;

export function TemplateCard({ item }: { item: TemplateItem }) {
  const { t, language } = useLanguage();
  const w = templateStrings[language];
  const me = useMe().data;
  const [withdrawing, setWithdrawing] = useState(false);
  const approve = useCommand(approveTemplate);
  const withdraw = useCommand(withdrawTemplate);
  const decides = me?.role === "supervisor" || me?.role === "compliance";
  const open = item.state === "draft" || item.state === "withdrawn";
  const against = item.writtenBy !== null && item.writtenBy === me?.officer ? w.ownText : item.state === "draft" && item.writtenBy === null ? w.noWriter : "";
  return (
    <section className="card stack" style={{ padding: 16, marginBottom: 16 }} aria-label={item.id}>
      <div className="row" style={{ flexWrap: "wrap" }}>
        <b style={{ overflowWrap: "anywhere" }}>{item.id}</b>
        <Tag>{w.purpose[item.purpose] ?? item.purpose}</Tag>
        <Tag tone={tones[item.state]}>
          {w.state[item.state]} {item.decidedBy !== null && w.by(item.decidedBy)}
        </Tag>
        <span className="muted small num">{item.version}</span>
        {item.writtenBy !== null && <span className="muted small">{w.written(item.writtenBy)}</span>}
      </div>
      <div style={{ display: "grid", gap: 16, gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 300px), 1fr))" }}>
        <TemplatePhone shown={item.shown["zh-CN"]} lang="zh-CN" />
        <TemplatePhone shown={item.shown.en} lang="en" />
      </div>
      {Object.entries(item.providers).map(([provider, of]) => (
        <p key={provider} className="muted small">
          {provider}: {Object.values(of).join(" · ")}
        </p>
      ))}
      {decides && (
        <div className="row">
          {open && (
            <Button size="compact-sm" disabled={against !== ""} loading={approve.isPending} onClick={() => approve.mutate(item)}>
              {w.approve}
            </Button>
          )}
          {item.state !== "withdrawn" && item.state !== "draft" && (
            <Button size="compact-sm" variant="default" onClick={() => setWithdrawing(true)}>
              {w.withdraw}
            </Button>
          )}
          {open && against !== "" && <span className="muted small">{against}</span>}
          <CommandFault command={approve} />
        </div>
      )}
      <Modal opened={withdrawing} onClose={() => setWithdrawing(false)} title={w.withdrawTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <p>{w.withdrawHint}</p>
          <div className="row">
            <Button color="red.8" loading={withdraw.isPending} onClick={() => withdraw.mutate(item, { onSuccess: () => setWithdrawing(false) })}>
              {w.withdraw}
            </Button>
            <Button variant="default" onClick={() => setWithdrawing(false)}>
              {w.cancel}
            </Button>
          </div>
          <CommandFault command={withdraw} />
        </div>
      </Modal>
    </section>
  );
}
