import { Button, MultiSelect } from "@mantine/core";
import { useState } from "react";
import { intentNames, type IntentName } from "../../domain/replies/reply.ts";
import type { Line } from "../api/client.ts";
import { correctReply } from "../api/commands.ts";
import { useCommand } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { correctionStrings } from "../strings/correction-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { CommandFault, Tag } from "./bits.tsx";
import { Dialog } from "./dialog.tsx";

/** What an officer says that a borrower's text meant, and the way to say so. */
export function CorrectReply({ line }: { line: Line }) {
  const { t, language } = useLanguage();
  const w = correctionStrings[language];
  const me = useMe().data;
  const [opened, setOpened] = useState(false);
  const works = me?.role === "officer" || me?.role === "supervisor";
  if (!line.corrected && !works) return null;
  return (
    <div className="row">
      {line.corrected && (
        <>
          <span className="meta">{w.corrected(line.corrected.by)}</span>
          {line.corrected.intents.map((name) => (
            <Tag key={name} tone="pine">
              {word(t.intent, name)}
            </Tag>
          ))}
        </>
      )}
      {works && (
        <Button variant="subtle" size="compact-xs" color="gray" onClick={() => setOpened(true)}>
          {w.open}
        </Button>
      )}
      <Dialog title={w.title} opened={opened} onClose={() => setOpened(false)}>
        <Choosing line={line} close={() => setOpened(false)} />
      </Dialog>
    </div>
  );
}

function Choosing({ line, close }: { line: Line; close: () => void }) {
  const { t, language } = useLanguage();
  const w = correctionStrings[language];
  const command = useCommand(correctReply);
  const before = line.corrected?.intents ?? line.understood?.intents.map(({ name }) => name) ?? [];
  const [chosen, setChosen] = useState<readonly IntentName[]>(
    intentNames.filter((name) => before.includes(name)).toSorted((a, b) => before.indexOf(a) - before.indexOf(b)),
  );
  return (
    <>
      <div className="bubble">{line.text}</div>
      <p className="muted">{w.hint}</p>
      <MultiSelect
        label={w.label}
        value={[...chosen]}
        data={intentNames.map((value) => ({ value, label: word(t.intent, value) }))}
        onChange={(names) => setChosen(names.flatMap((name) => intentNames.filter((each) => each === name)))}
      />
      <div className="row">
        <Button
          disabled={chosen.length === 0}
          loading={command.isPending}
          onClick={() => command.mutate({ id: line.id, intents: [...chosen] }, { onSuccess: close })}
        >
          {w.save}
        </Button>
        <Button variant="default" onClick={close}>
          {w.cancel}
        </Button>
      </div>
      <CommandFault command={command} />
    </>
  );
}
