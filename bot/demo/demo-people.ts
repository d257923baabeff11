import { randomBytes } from "node:crypto";
import type { Role } from "../app/access/caller.ts";
import type { People } from "../app/people/ports.ts";
import { systemNow } from "../domain/calendar.ts";

export interface DemoPerson {
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

/** As in the demo book; the others have no borrowers of their own. */
const cast: readonly { readonly officer: string; readonly name: string; readonly role: Role; readonly branch: string | null }[] = [
  { officer: "officer-1", name: "林芳", role: "officer", branch: null },
  { officer: "demo.supervisor", name: "周敏", role: "supervisor", branch: null },
  { officer: "demo.compliance", name: "何静", role: "compliance", branch: null },
  { officer: "demo.admin", name: "Demo admin", role: "admin", branch: null },
];

/** The demonstration's people; their random passwords are kept in the data directory (`secret` makes and keeps one). */
export async function seedDemoPeople(people: People, secret: (name: string, make: () => string) => string): Promise<DemoPerson[]> {
  const act = { actor: "demo", at: systemNow() };
  const made: DemoPerson[] = [];
  for (const { officer, name, role, branch } of cast) {
    const email = `${role}@demo.example`;
    const password = secret(`demo-${role}.password`, () => randomBytes(12).toString("base64url"));
    const added = await people.add({ officer, name, role, branch, email, alert: null }, act);
    if (added.status === "added") await people.setPassword(officer, password, act);
    made.push({ email, role, password });
  }
  return made;
}
