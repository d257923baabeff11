import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { Status } from "../api/client.ts";
import { liftStop, stopEverything } from "../api/commands.ts";
import { useCommand } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { CommandFault } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

/** Asked once more: it stops every text to everybody. */
export function StopButton() {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const stop = useCommand(stopEverything);
  return (
    <>
      <Button size="compact-sm" variant="outline" color="red.8" onClick={() => setAsking(true)}>
        {t.stop.button}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t.stop.title} centered closeButtonProps={{ "aria-label": t.common.close }}>
        <div className="stack">
          <p>{t.stop.explain}</p>
          <div className="row">
            <Button color="red.8" loading={stop.isPending} onClick={() => stop.mutate(undefined, { onSuccess: () => setAsking(false) })}>
              {t.stop.confirm}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t.stop.cancel}
            </Button>
          </div>
          <CommandFault command={stop} />
        </div>
      </Modal>
    </>
  );
}

export function StopBanner({ stop }: { stop: Status["stops"][number] }) {
  const { t } = useLanguage();
  const format = useFormat();
  const lift = useCommand(liftStop);
  const what = [word(t.stop.scope, stop.scope), stop.value].filter(Boolean).join(" ");
  return (
    <div className="banner" role="status">
      <div className="banner-in">
        <span>{t.stop.stopped(what, stop.setBy, format.moment(stop.setAt))}</span>
        <Button size="compact-sm" variant="white" color="red.8" loading={lift.isPending} onClick={() => lift.mutate(stop.id)}>
          {t.stop.lift}
        </Button>
      </div>
    </div>
  );
}
