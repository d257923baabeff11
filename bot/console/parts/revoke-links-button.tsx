import { Button } from "@mantine/core";
import { revokeLinks } from "../api/commands.ts";
import { useCommand } from "../api/queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { CommandFault } from "./bits.tsx";

/** For a phone that is lost, or a link that went to the wrong person. */
export function RevokeLinksButton({ borrowerId }: { borrowerId: string }) {
  const { t } = useLanguage();
  const revoking = useCommand(revokeLinks);
  const { data } = revoking;
  return (
    <div className="tight" style={{ alignItems: "flex-end" }}>
      <Button variant="default" loading={revoking.isPending} onClick={() => revoking.mutate(borrowerId)}>
        {t.borrower.revokeLinks}
      </Button>
      {data && (
        <div className="small muted" role="status">
          {t.borrower.linksRevoked(data.chat + data.invitations)}
        </div>
      )}
      <CommandFault command={revoking} />
    </div>
  );
}
