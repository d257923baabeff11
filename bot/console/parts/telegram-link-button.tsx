import { makeTelegramLink } from "../api/commands.ts";
import { useCommand, useStatus } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { LinkButton } from "./link-button.tsx";

/** Only where the installation has a Telegram bot. */
export function TelegramLinkButton({ borrowerId }: { borrowerId: string }) {
  const { t } = useLanguage();
  const { data: status } = useStatus();
  const making = useCommand(makeTelegramLink);
  const made = making.data && { link: making.data.url, expiresAt: making.data.expiresAt };
  if (status?.telegram !== true) return null;
  return <LinkButton words={t.telegram} making={making} made={made} make={() => making.mutate(borrowerId)} />;
}
