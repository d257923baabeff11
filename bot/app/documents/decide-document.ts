/** What people do with a document; each is one transaction under the borrower's lock, then pages look again. */
import { decideDocument, type DocumentInput } from "../../domain/documents/document-request.ts";
import { seesOf, type Caller } from "../access/caller.ts";
import type { Outcome } from "../console/commands.ts";
import type { ScopedBy, ScopedLook } from "../console/ports.ts";
import type { Base, Bulletin } from "../ports.ts";
import type { Asking, DocumentMoved, DocumentStore, FileStore } from "./ports.ts";

export interface DocumentDeps extends Base {
  readonly store: DocumentStore;
  readonly files: FileStore;
  readonly bulletin: Bulletin;
}

/** `file`: the bytes as they were kept. Undefined: not theirs to see, erased, or gone from the store. */
export async function openFile({ store, files }: DocumentDeps, id: string, look: ScopedLook) {
  const seen = await store.file(id, look);
  const sealed = seen && (await files.get(seen.key));
  return seen && sealed ? { mime: seen.mime, name: seen.name, bytes: seen.open(sealed) } : undefined;
}

export async function askDocument(deps: DocumentDeps, who: Caller, borrower: string, asking: Asking): Promise<Outcome & { readonly id?: string }> {
  const by = worker(deps, who);
  const asked = by ? await deps.store.ask(borrower, asking, by) : "missing";
  if (asked === "missing") return { status: "missing" };
  await told(deps, asked.borrowerId);
  return { status: "done", id: asked.id };
}

export async function moveDocument(deps: DocumentDeps, who: Caller, id: string, input: DocumentInput, note?: string): Promise<Outcome> {
  const by = worker(deps, who);
  if (!by) return { status: "missing" };
  const { role } = by;
  return outcome(deps, await deps.store.move(id, by, (found) => decideDocument(found, input, role), note === undefined ? {} : { note }));
}

export async function assignFile(deps: DocumentDeps, who: Caller, file: string, request: string): Promise<Outcome> {
  const by = worker(deps, who);
  return by ? outcome(deps, await deps.store.assign(file, request, by)) : { status: "missing" };
}

/** Who works on cases: compliance reads, admins see no borrower, another system judges no papers. */
function worker({ clock }: DocumentDeps, who: Caller): (ScopedBy & { readonly role: "officer" | "supervisor" }) | undefined {
  if (who.kind !== "person" || (who.role !== "officer" && who.role !== "supervisor")) return undefined;
  return { officer: who.officer, sees: seesOf(who), at: clock.now(), role: who.role };
}

async function outcome(deps: DocumentDeps, moved: DocumentMoved): Promise<Outcome> {
  if (moved === "missing") return { status: "missing" };
  if ("refused" in moved) return { status: "refused", state: moved.refused };
  await told(deps, moved.borrowerId);
  return { status: "done" };
}

const told = ({ bulletin, log }: DocumentDeps, id: string): Promise<void> =>
  bulletin.publish("console", id).catch(() => log.warn({ id }, "bulletin not published"));
