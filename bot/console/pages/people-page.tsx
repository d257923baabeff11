import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { addPerson, usePeople, type Colleague, type PasswordLink } from "../api/people-queries.ts";
import { useCommand } from "../api/queries.ts";
import { Empty, Loaded } from "../parts/bits.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { emptyDraft, PersonForm } from "../parts/person-form.tsx";
import { PersonItem } from "../parts/person-item.tsx";
import { ShownOnce, type Secret } from "../parts/shown-once.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";

/** For admins: who may come in, and whose work is whose. */
export function PeoplePage() {
  const { t } = useLanguage();
  const words = t.people.people;
  const format = useFormat();
  const query = usePeople();
  const [find, setFind] = useState("");
  const [link, setLink] = useState<Secret>();
  const show = ({ path, expiresAt }: PasswordLink): void =>
    setLink({ value: `${window.location.origin}${path}`, until: t.borrower.validUntil(format.moment(expiresAt)) });
  return (
    <>
      <div className="head">
        <h1>{words.title}</h1>
        <AddPerson onLink={show} />
      </div>
      <Loaded query={query}>
        {({ items }) => {
          const found = items.filter((person) => matches(person, find));
          return (
            <div className="card">
              {items.length > 8 && (
                <TextInput mb="md" value={find} onChange={(e) => setFind(e.currentTarget.value)} placeholder={words.find} aria-label={words.find} />
              )}
              {found.length === 0 ? (
                <Empty>{words.nobody}</Empty>
              ) : (
                <ul className="list">
                  {found.map((person) => (
                    <li key={person.officer}>
                      <PersonItem person={person} everybody={items} onLink={show} />
                    </li>
                  ))}
                </ul>
              )}
            </div>
          );
        }}
      </Loaded>
      <ShownOnce title={words.link} hint={words.linkHint} secret={link} onClose={() => setLink(undefined)} />
    </>
  );
}

function matches({ officer, name, branch }: Colleague, find: string): boolean {
  const plain = find.trim().toLowerCase();
  return [officer, name, branch ?? ""].some((each) => each.toLowerCase().includes(plain));
}

function AddPerson({ onLink }: { onLink(link: PasswordLink): void }) {
  const { t } = useLanguage();
  const words = t.people.people;
  const [opened, setOpened] = useState(false);
  const adding = useCommand(addPerson);
  const added = (link: PasswordLink | null): void => {
    setOpened(false);
    if (link) onLink(link);
  };
  return (
    <>
      <Button onClick={() => setOpened(true)}>{words.add}</Button>
      <Dialog title={words.add} opened={opened} onClose={() => setOpened(false)}>
        <PersonForm was={emptyDraft} known={false} saving={adding} onSave={(draft) => adding.mutate(draft, { onSuccess: added })} />
      </Dialog>
    </>
  );
}
