/** Draft → approved by a second person → published; withdrawn at any time. What was approved is never edited: another version supersedes it. */
export type VersionState = "draft" | "approved" | "published" | "withdrawn";
export type VersionAct = "approved" | "published" | "withdrawn";

export interface Version {
  readonly version: number;
  readonly state: VersionState;
  /** Who wrote it; null: it came with a release. */
  readonly author: string | null;
  /** The newest of this questionnaire that is published; null: none is. */
  readonly inForce: number | null;
}

/** own_text: nobody approves what they wrote. superseded: a newer one is in force. A state: an act that does not follow on it. */
export type VersionRefusal = "own_text" | "superseded" | VersionState;

export function versionStep(
  { version, state, author, inForce }: Version,
  act: VersionAct,
  by: string,
): { readonly state: VersionState } | { readonly refused: VersionRefusal } {
  if (!follows[act].includes(state)) return { refused: state };
  if (act === "approved" && samePerson(author, by)) return { refused: "own_text" };
  if (act !== "withdrawn" && inForce !== null && inForce > version) return { refused: "superseded" };
  return { state: act };
}

const follows: Readonly<Record<VersionAct, readonly VersionState[]>> = {
  approved: ["draft"],
  published: ["approved"],
  withdrawn: ["draft", "approved", "published"],
};

/** However it was typed: "Li.Wei " is li.wei. */
const samePerson = (one: string | null, other: string): boolean => one !== null && plain(one) === plain(other);
const plain = (name: string): string => name.normalize("NFKC").trim().toLowerCase();
