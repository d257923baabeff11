import { Button, Select, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { roles, type PersonDraft } from "../api/people-queries.ts";
import { detailOf } from "../api/session.ts";
import { useLanguage } from "../strings/language.tsx";

export const emptyDraft: PersonDraft = { officer: "", name: "", role: "officer", branch: null, email: null };

interface PersonFormProps {
  /** Of somebody who is there: the handle stays. */
  readonly was: PersonDraft;
  readonly known: boolean;
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  onSave(draft: PersonDraft): void;
}

export function PersonForm({ was, known, saving, onSave }: PersonFormProps) {
  const { t } = useLanguage();
  const words = t.people.people;
  const [draft, setDraft] = useState(was);
  const set = (change: Partial<PersonDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave({ ...draft, branch: filled(draft.branch), email: filled(draft.email) });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput
        label={words.handle}
        description={words.handleHint}
        required
        maxLength={80}
        disabled={known}
        value={draft.officer}
        onChange={(e) => set({ officer: e.currentTarget.value })}
      />
      <TextInput label={words.name} required maxLength={120} value={draft.name} onChange={(e) => set({ name: e.currentTarget.value })} />
      <Select
        label={words.role}
        data={roles.map((role) => ({ value: role, label: t.people.role[role] }))}
        allowDeselect={false}
        value={draft.role}
        onChange={(value) => set({ role: roles.find((role) => role === value) ?? draft.role })}
      />
      <TextInput
        label={words.branch}
        description={words.branchHint}
        maxLength={120}
        value={draft.branch ?? ""}
        onChange={(e) => set({ branch: e.currentTarget.value })}
      />
      <TextInput
        label={words.email}
        description={words.emailHint}
        type="email"
        maxLength={200}
        value={draft.email ?? ""}
        onChange={(e) => set({ email: e.currentTarget.value })}
      />
      <SaveFault fault={saving.error} />
      <Button type="submit" loading={saving.isPending}>
        {known ? words.save : words.add}
      </Button>
    </form>
  );
}

const filled = (text: string | null): string | null => text?.trim() || null;

function SaveFault({ fault }: { fault: unknown }) {
  const { t } = useLanguage();
  if (!fault) return null;
  const words = t.people.people;
  const why = detailOf(fault);
  const said =
    why === "officer: taken" ? words.takenOfficer : why === "email: taken" ? words.takenEmail : why === "last admin" ? words.lastAdmin : words.failed;
  return (
    <p className="small red" role="alert">
      {said}
    </p>
  );
}
