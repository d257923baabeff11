import { Button } from "@mantine/core";
import { useState } from "react";
import { changePerson, enablePerson, resetPassword, type Colleague, type PasswordLink } from "../api/people-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { useLanguage } from "../strings/language.tsx";
import { Tag } from "./bits.tsx";
import { Dialog } from "./dialog.tsx";
import { DisablePerson } from "./disable-person.tsx";
import { HandOver } from "./hand-over.tsx";
import { PersonForm } from "./person-form.tsx";

interface PersonItemProps {
  readonly person: Colleague;
  readonly everybody: readonly Colleague[];
  onLink(link: PasswordLink): void;
}

type Asking = "edit" | "reset" | "hand_over" | "disable";

export function PersonItem({ person, everybody, onLink }: PersonItemProps) {
  const { t } = useLanguage();
  const words = t.people.people;
  const me = useMe();
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => setAsking(undefined);
  const changing = useCommand(changePerson);
  const resetting = useCommand(resetPassword);
  const enabling = useCommand(enablePerson);
  const disabled = person.disabledAt !== null;
  const mine = me.data?.officer === person.officer;
  const desk = person.role === "officer" || person.role === "supervisor";
  const button = (label: string, what: Asking) => (
    <Button size="compact-sm" variant="default" onClick={() => setAsking(what)}>
      {label}
    </Button>
  );
  return (
    <div className="stack person">
      <div className="row">
        <b className="wrap">{person.name}</b>
        <Tag tone={person.role === "admin" ? "amber" : "plain"}>{t.people.role[person.role]}</Tag>
        {disabled && <Tag tone="red">{words.disabled}</Tag>}
        {mine && <Tag>{words.yourself}</Tag>}
      </div>
      <div className="small muted wrap">
        {[person.officer, person.branch ?? words.allBranches, person.email ?? words.noEmail].join(" · ")}
        {person.email !== null && ` · ${person.secondFactor ? words.secondFactorOn : words.secondFactorOff}`}
      </div>
      <div className="row">
        {button(words.edit, "edit")}
        {person.email !== null && !disabled && button(words.reset, "reset")}
        {(desk || disabled) && button(words.handOver, "hand_over")}
        {disabled ? (
          <Button size="compact-sm" variant="default" loading={enabling.isPending} onClick={() => enabling.mutate(person.officer)}>
            {words.enable}
          </Button>
        ) : (
          !mine && button(words.disable, "disable")
        )}
      </div>
      {enabling.isError && <Failed />}
      <Dialog title={words.edit} opened={asking === "edit"} onClose={close}>
        <PersonForm was={person} known saving={changing} onSave={(draft) => changing.mutate(draft, { onSuccess: close })} />
      </Dialog>
      <Dialog title={`${words.reset}: ${person.name}`} opened={asking === "reset"} onClose={close}>
        <p>{words.resetAsk}</p>
        {resetting.isError && <Failed />}
        <div className="row">
          <Button
            loading={resetting.isPending}
            onClick={() =>
              resetting.mutate(person.officer, {
                onSuccess: (link) => {
                  close();
                  onLink(link);
                },
              })
            }
          >
            {words.link}
          </Button>
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
        </div>
      </Dialog>
      <HandOver person={person} everybody={everybody} opened={asking === "hand_over"} onClose={close} />
      <DisablePerson person={person} opened={asking === "disable"} onClose={close} onHandOver={() => setAsking("hand_over")} />
    </div>
  );
}

function Failed() {
  const { t } = useLanguage();
  return (
    <p className="small red" role="alert">
      {t.people.people.failed}
    </p>
  );
}
