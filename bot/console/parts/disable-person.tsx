import { Button } from "@mantine/core";
import { disablePerson, type Colleague } from "../api/people-queries.ts";
import { useCommand } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { Dialog } from "./dialog.tsx";

interface DisablePersonProps {
  readonly person: Colleague;
  readonly opened: boolean;
  onClose(): void;
  onHandOver(): void;
}

/** Where work is left, says how much, and leads to handing it over. */
export function DisablePerson({ person, opened, onClose, onHandOver }: DisablePersonProps) {
  const { t } = useLanguage();
  const words = t.people.people;
  const disabling = useCommand(disablePerson);
  const refused = disabling.data?.status === "disabled" ? undefined : disabling.data;
  const close = (): void => {
    disabling.reset();
    onClose();
  };
  return (
    <Dialog title={`${words.disable}: ${person.name}`} opened={opened} onClose={close}>
      <p>{words.disableAsk}</p>
      {refused && (
        <p className="red" role="alert">
          {refused.left ? words.left(refused.left.borrowers, refused.left.loans, refused.left.cases, refused.left.takeovers) : words.lastAdmin}
        </p>
      )}
      {disabling.isError && (
        <p className="small red" role="alert">
          {words.failed}
        </p>
      )}
      <div className="row">
        {refused?.left ? (
          <Button
            onClick={() => {
              close();
              onHandOver();
            }}
          >
            {words.handOver}
          </Button>
        ) : (
          <Button
            color="red.8"
            loading={disabling.isPending}
            onClick={() => disabling.mutate(person.officer, { onSuccess: ({ status }) => status === "disabled" && close() })}
          >
            {words.disable}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
