import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { handOver, type Colleague } from "../api/people-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { Dialog } from "./dialog.tsx";

interface HandOverProps {
  readonly person: Colleague;
  readonly everybody: readonly Colleague[];
  readonly opened: boolean;
  onClose(): void;
}

/** All that is this person's passes to another who works on cases. */
export function HandOver({ person, everybody, opened, onClose }: HandOverProps) {
  const { t } = useLanguage();
  const words = t.people.people;
  const [to, setTo] = useState<string | null>(null);
  const handing = useCommand(handOver);
  const heirs = everybody.filter(
    ({ role, disabledAt, officer }) => (role === "officer" || role === "supervisor") && disabledAt === null && officer !== person.officer,
  );
  const close = (): void => {
    handing.reset();
    setTo(null);
    onClose();
  };
  return (
    <Dialog title={`${words.handOver}: ${person.name}`} opened={opened} onClose={close}>
      <p>{words.handOverHint}</p>
      {handing.data ? (
        <p className="pine" role="status">
          {words.moved(handing.data.borrowers, handing.data.cases)}
        </p>
      ) : (
        <Select
          label={words.to}
          searchable
          data={heirs.map(({ officer, name, branch }) => ({ value: officer, label: [name, officer, branch ?? words.allBranches].join(" · ") }))}
          value={to}
          onChange={setTo}
        />
      )}
      {handing.isError && (
        <p className="small red" role="alert">
          {words.failed}
        </p>
      )}
      <div className="row">
        {!handing.data && (
          <Button disabled={to === null} loading={handing.isPending} onClick={() => to !== null && handing.mutate({ from: person.officer, to })}>
            {words.handOver}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {handing.data ? t.common.close : words.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
