import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { gateRules } from "../../domain/policy/gate.ts";
import { useFindPhone, useLogChoices, type LogField, type LogQuery } from "../api/log-queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

const outcomes = ["received", "sent", "deferred", "suppressed", "failed", "unknown"] as const;

/** What the list is narrowed to. A telephone number is looked up and forgotten: the borrower's own number is the filter. */
export function LogFilter({ query, set }: { query: LogQuery; set: (change: Partial<Record<LogField, string | null>>) => void }) {
  const { t, language } = useLanguage();
  const words = t.log.words;
  const { data: choices } = useLogChoices();
  const find = useFindPhone();
  const [phone, setPhone] = useState("");
  const zone = query.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choose = (field: LogField, label: string, data: readonly { value: string; label: string }[]) => (
    <Select
      label={label}
      data={data}
      value={query[field] ?? null}
      onChange={(value) => set({ [field]: value })}
      clearable
      searchable={data.length > 8}
      size="sm"
    />
  );
  const plain = (values: readonly string[] | undefined) => (values ?? []).map((value) => ({ value, label: value }));
  return (
    <section className="card no-print">
      <div className="filter">
        <BorrowerField key={query.borrower ?? ""} value={query.borrower ?? ""} set={(value) => set({ borrower: value })} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            find.mutate(
              { phone, zone, locale: language },
              { onSuccess: ({ borrowers }) => borrowers.length > 0 && (set({ borrower: borrowers.join(",") }), setPhone("")) },
            );
          }}
        >
          <TextInput
            label={words.phone}
            value={phone}
            autoComplete="off"
            onChange={(event) => setPhone(event.currentTarget.value)}
            error={find.data?.borrowers.length === 0 ? words.nobodyHasIt : find.isError ? t.common.failed : undefined}
            rightSection={
              <Button type="submit" size="compact-xs" variant="subtle" loading={find.isPending} disabled={phone.trim().length < 3}>
                {words.find}
              </Button>
            }
            rightSectionWidth={64}
          />
        </form>
        {choose("branch", words.branch, plain(choices?.branches))}
        {choose("officer", words.officer, plain(choices?.officers))}
        {choose(
          "outcome",
          words.outcome,
          outcomes.map((value) => ({ value, label: t.log.outcomes[value] })),
        )}
        {choose(
          "rule",
          words.rule,
          gateRules.map((value) => ({ value, label: t.gateRule[value] })),
        )}
        {choose("direction", words.direction, [
          { value: "in", label: words.in },
          { value: "out", label: words.out },
        ])}
        {choose(
          "channel",
          words.channel,
          (choices?.channels ?? []).map((value) => ({ value, label: word(t.channel, value) })),
        )}
        {choose("template", words.template, plain(choices?.templates))}
        {(["from", "to"] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={words[end]}
            description={t.log.daysOf(zone)}
            inputWrapperOrder={["label", "input", "description"]}
            value={query[end] ?? ""}
            onChange={(event) => set({ [end]: event.currentTarget.value || null, zone })}
          />
        ))}
      </div>
    </section>
  );
}

function BorrowerField({ value, set }: { value: string; set: (value: string | null) => void }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(value);
  const commit = () => typed.trim() !== value && set(typed.trim() || null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <TextInput
        label={t.log.words.borrower}
        placeholder={t.log.words.borrowerHint}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
      />
    </form>
  );
}
