import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../strings/language.tsx";

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  /** Not closed by a press beside it: what it shows is not shown again. */
  readonly stays?: boolean;
  onClose(): void;
  readonly children: ReactNode;
}

/** A window over the page. */
export function Dialog({ title, opened, stays = false, onClose, children }: DialogProps) {
  const { t } = useLanguage();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeOnClickOutside={!stays}
      closeOnEscape={!stays}
      closeButtonProps={{ "aria-label": t.common.close }}
    >
      <div className="stack">{children}</div>
    </Modal>
  );
}
