import { makeChatLink } from "../api/commands.ts";
import { useCommand } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { LinkButton } from "./link-button.tsx";

export function ChatLinkButton({ borrowerId }: { borrowerId: string }) {
  const { t } = useLanguage();
  const making = useCommand(makeChatLink);
  const made = making.data && { link: new URL(making.data.path, window.location.origin).href, expiresAt: making.data.expiresAt };
  return <LinkButton words={t.borrower} making={making} made={made} make={() => making.mutate(borrowerId)} />;
}
