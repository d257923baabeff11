import { z } from "zod";
import { roles } from "../../app/access/caller.ts";
import type { Officer, OfficerReads } from "../../app/people/ports.ts";
import type { Tx } from "../database.ts";
import { instantOrNull } from "../days.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";

/** The lender's people: names and addresses are sealed with the installation's key. */
export function createOfficerReads(tx: Tx, vault: Vault): OfficerReads {
  return {
    async secondFactors() {
      const rows = await tx.signInUser.findMany({ where: { twoFactorEnabled: true }, select: { id: true } });
      return new Set(rows.map(({ id }) => id));
    },
    async officers({ officer, role, branch, disabledToo }) {
      const rows = await tx.officer.findMany({
        where: {
          ...(officer !== undefined && { officer }),
          ...(role !== undefined && { role }),
          ...(branch !== undefined && { OR: [{ branch }, { branch: null }] }),
          ...(disabledToo !== true && { disabledAt: null }),
        },
        orderBy: { officer: "asc" },
      });
      return rows.map((row) => opened(row, vault));
    },
  };
}

const roleForm = z.enum(roles);

interface OfficerRow {
  readonly id: string;
  readonly officer: string;
  readonly nameSealed: Uint8Array;
  readonly branch: string | null;
  readonly role: string;
  readonly emailSealed: Uint8Array | null;
  readonly alertChannel: string | null;
  readonly alertAddressSealed: Uint8Array | null;
  readonly disabledAt: Date | null;
}

export function opened(row: OfficerRow, { root }: Vault): Officer {
  const { id, alertChannel, alertAddressSealed } = row;
  return {
    id,
    officer: row.officer,
    name: openText(root.installation, `officer.name/${id}`, row.nameSealed),
    branch: row.branch,
    role: roleForm.parse(row.role),
    email: row.emailSealed && openText(root.installation, `officer.email/${id}`, row.emailSealed),
    alert:
      alertChannel !== null && alertAddressSealed
        ? { channel: alertChannel, address: openText(root.installation, `officer.alert_address/${id}`, alertAddressSealed) }
        : null,
    disabledAt: instantOrNull(row.disabledAt),
  };
}
