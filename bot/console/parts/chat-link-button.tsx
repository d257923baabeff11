import { Button, CopyButton, Modal, TextInput } from "@mantine/core";
import { makeChatLink } from "../api/commands.ts";
import { useCommand } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

export function ChatLinkButton({ borrowerId }: { borrowerId: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const make = useCommand(makeChatLink);
  const link = make.data && new URL(make.data.path, window.location.origin).href;
  return (
    <div className="tight" style={{ alignItems: "flex-end" }}>
      <Button variant="default" loading={make.isPending} onClick={() => make.mutate(borrowerId)}>
        {t.borrower.makeLink}
      </Button>
      <CommandFault command={make} />
      <Modal opened={link !== undefined} onClose={make.reset} title={t.borrower.linkMade} centered closeButtonProps={{ "aria-label": t.common.close }}>
        {link && make.data && (
          <div className="stack">
            <TextInput readOnly value={link} aria-label={t.borrower.linkMade} onFocus={(event) => event.currentTarget.select()} />
            <p className="small muted">
              {t.borrower.linkHint} {t.borrower.validUntil(format.moment(make.data.expiresAt))}
            </p>
            <CopyButton value={link}>{({ copied, copy }) => <Button onClick={copy}>{copied ? t.common.copied : t.common.copy}</Button>}</CopyButton>
          </div>
        )}
      </Modal>
    </div>
  );
}
