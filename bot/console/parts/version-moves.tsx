import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { approveVersion, publishVersion, withdrawVersion, type Version } from "../api/checkin-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";

/** Draft → approved by a second person → published → withdrawn; the server has the last word. */
export function VersionMoves({ version }: { version: Version }) {
  const { t, language } = useLanguage();
  const w = checkinStrings[language];
  const me = useMe().data;
  const [withdrawing, setWithdrawing] = useState(false);
  const approve = useCommand(approveVersion);
  const publish = useCommand(publishVersion);
  const withdraw = useCommand(withdrawVersion);
  if (me?.role !== "supervisor" && me?.role !== "compliance") return null;
  const own = version.author !== null && version.author === me.officer;
  return (
    <div className="tight" style={{ alignItems: "flex-start" }}>
      <div className="row">
        {version.state === "draft" && (
          <Button disabled={own || !version.shown} loading={approve.isPending} onClick={() => approve.mutate(version)}>
            {w.approve}
          </Button>
        )}
        {version.state === "approved" && (
          <Button loading={publish.isPending} onClick={() => publish.mutate(version)}>
            {w.publish}
          </Button>
        )}
        {version.state === "published" && (
          <Button variant="default" onClick={() => setWithdrawing(true)}>
            {w.withdraw}
          </Button>
        )}
      </div>
      {version.state === "draft" && own && <span className="muted small">{w.ownText}</span>}
      {version.state === "approved" && <span className="muted small">{w.publishHint}</span>}
      <CommandFault command={approve} />
      <CommandFault command={publish} />
      <Modal opened={withdrawing} onClose={() => setWithdrawing(false)} title={w.withdrawTitle} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <p>{w.withdrawHint}</p>
          <div className="row">
            <Button color="red.8" loading={withdraw.isPending} onClick={() => withdraw.mutate(version, { onSuccess: () => setWithdrawing(false) })}>
              {w.withdraw}
            </Button>
            <Button variant="default" onClick={() => setWithdrawing(false)}>
              {w.cancel}
            </Button>
          </div>
          <CommandFault command={withdraw} />
        </div>
      </Modal>
    </div>
  );
}
