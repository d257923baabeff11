import { Button, Code, CopyButton } from "@mantine/core";
import { useLanguage } from "../strings/language.tsx";
import { Dialog } from "./dialog.tsx";

export interface Secret {
  readonly value: string;
  /** Until when it is good, said. */
  readonly until?: string;
}

/** What is not kept anywhere and not shown again: it goes only when it is closed on purpose. */
export function ShownOnce({ title, hint, secret, onClose }: { title: string; hint: string; secret: Secret | undefined; onClose(): void }) {
  const { t } = useLanguage();
  return (
    <Dialog title={title} opened={secret !== undefined} stays onClose={onClose}>
      <p>{hint}</p>
      <Code block className="words">
        {secret?.value}
      </Code>
      {secret?.until && <p className="small muted">{secret.until}</p>}
      <CopyButton value={secret?.value ?? ""}>{({ copied, copy }) => <Button onClick={copy}>{copied ? t.common.copied : t.common.copy}</Button>}</CopyButton>
    </Dialog>
  );
}
