import { Button, CopyButton, Modal, TextInput } from "@mantine/core";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

interface Made {
  readonly link: string;
  readonly expiresAt: string;
}

interface Making {
  readonly isPending: boolean;
  readonly error: unknown;
  reset(): void;
}

interface LinkButtonProps {
  readonly words: { readonly makeLink: string; readonly linkMade: string; readonly linkHint: string };
  readonly making: Making;
  readonly made: Made | undefined;
  make(): void;
}

/** Makes a link that is shown once, to be copied. */
export function LinkButton({ words, making, made, make }: LinkButtonProps) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <div className="tight" style={{ alignItems: "flex-end" }}>
      <Button variant="default" loading={making.isPending} onClick={make}>
        {words.makeLink}
      </Button>
      <CommandFault command={making} />
      <Modal opened={made !== undefined} onClose={() => making.reset()} title={words.linkMade} centered closeButtonProps={{ "aria-label": t.common.close }}>
        {made && (
          <div className="stack">
            <TextInput readOnly value={made.link} aria-label={words.linkMade} onFocus={(event) => event.currentTarget.select()} />
            <p className="small muted">
              {words.linkHint} {t.borrower.validUntil(format.moment(made.expiresAt))}
            </p>
            <CopyButton value={made.link}>{({ copied, copy }) => <Button onClick={copy}>{copied ? t.common.copied : t.common.copy}</Button>}</CopyButton>
          </div>
        )}
      </Modal>
    </div>
  );
}
