import { createApprovalStore } from "../store/wording/approval-store.ts";
import type { ApprovalDeps } from "../app/wording/ports.ts";
import { showTemplate } from "../templates/show-template.ts";
import type { Core } from "./core.ts";

/** The templates of this process for those who read and approve them. */
export const openShelf = (core: Pick<Core, "database" | "vault" | "newId" | "clock" | "guard" | "messages" | "released" | "installation">): ApprovalDeps => ({
  approvals: createApprovalStore(core),
  shelf: {
    templates: [...core.messages.values()].map((template) =>
      showTemplate(template, core.guard, core.installation.lender, core.released(template.id, template.version)),
    ),
    approvalNeeded: core.clock.speed === 1,
  },
});
