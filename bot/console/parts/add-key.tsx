import { Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { addKey, scopes } from "../api/people-queries.ts";
import { useCommand } from "../api/queries.ts";
import { statusOf } from "../api/session.ts";
import { useLanguage } from "../strings/language.tsx";
import { Dialog } from "./dialog.tsx";

/** A quarter of a year is what most systems rotate in. */
const usualDays = 90;

export function AddKey({ onMade }: { onMade(key: string): void }) {
  const { t } = useLanguage();
  const words = t.people.keys;
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const [granted, setGranted] = useState<string[]>([]);
  const [days, setDays] = useState<string | number>(usualDays);
  const adding = useCommand(addKey);
  const done = ({ key }: { key: string }): void => {
    setOpened(false);
    setName("");
    setGranted([]);
    onMade(key);
  };
  const wanted = scopes.filter((scope) => granted.includes(scope));
  return (
    <>
      <Button onClick={() => setOpened(true)}>{words.add}</Button>
      <Dialog title={words.add} opened={opened} onClose={() => setOpened(false)}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            adding.mutate({ name, scopes: wanted, days: typeof days === "number" ? days : null }, { onSuccess: done });
          }}
        >
          <TextInput label={words.name} required maxLength={60} value={name} onChange={(e) => setName(e.currentTarget.value)} />
          <Checkbox.Group label={words.scopes} value={granted} onChange={setGranted}>
            <div className="stack" style={{ paddingTop: 6 }}>
              {scopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={`${t.people.scope[scope]} (${scope})`} />
              ))}
            </div>
          </Checkbox.Group>
          <NumberInput
            label={words.days}
            description={words.daysHint}
            min={1}
            max={365}
            clampBehavior="strict"
            allowDecimal={false}
            value={days}
            onChange={setDays}
          />
          {adding.isError && (
            <p className="small red" role="alert">
              {statusOf(adding.error) === 409 ? words.taken : t.people.people.failed}
            </p>
          )}
          <Button type="submit" disabled={wanted.length === 0} loading={adding.isPending}>
            {words.add}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
