/**
 * The life of a document that was asked for: asked → chased → received → verified, or refused. What an officer refused
 * may be sent again; a second refusal is told to the officer as a fact and ends nothing by itself.
 */
export const documentStates = ["asked", "chased", "received", "verified", "refused", "withdrawn"] as const;
export type DocumentState = (typeof documentStates)[number];

/** Why an officer sends one back; `declined`: the borrower does not want to give it. */
export const officerReasons = ["unreadable", "incomplete", "wrong_document", "out_of_date", "does_not_match"] as const;
export const refusalReasons = [...officerReasons, "declined"] as const;
export type OfficerReason = (typeof officerReasons)[number];
export type RefusalReason = (typeof refusalReasons)[number];

/** `on_site`: the thing itself was seen; `on_file`: only the file was looked at. */
export const verifiedHow = ["on_file", "on_site"] as const;
export type VerifiedHow = (typeof verifiedHow)[number];

/** More would be harassment: after that a person asks. */
export const mostChases = 2;
/** From here on it is a fact for the officer (practice: "documents refused twice"). */
export const refusalsTold = 2;

export interface DocumentRequest {
  readonly state: DocumentState;
  readonly chases: number;
  readonly refusals: number;
}

export type DocumentInput =
  | { readonly type: "chase" }
  | { readonly type: "receive" }
  | { readonly type: "decline" }
  | { readonly type: "verify"; readonly how: VerifiedHow }
  | { readonly type: "refuse"; readonly reason: OfficerReason }
  | { readonly type: "withdraw" };

export type Doer = "bot" | "borrower" | "officer" | "supervisor";

export type DocumentEvent =
  | { readonly type: "chased" }
  | { readonly type: "received" }
  | { readonly type: "verified"; readonly how: VerifiedHow }
  | { readonly type: "refused"; readonly reason: RefusalReason }
  | { readonly type: "withdrawn" }
  /** Beside a refusal, from the second on. */
  | { readonly type: "refused_again"; readonly refusals: number };

export type DocumentDecided =
  | { readonly next: DocumentRequest; readonly events: readonly DocumentEvent[] }
  | { readonly refused: "not_allowed" | "over" | "nothing_received" | "received_already" | "chased_enough" };

/** Who may do what: the bot asks and chases, the borrower gives or declines, people judge. */
const doers: Readonly<Record<DocumentInput["type"], readonly Doer[]>> = {
  chase: ["bot", "officer", "supervisor"],
  receive: ["borrower"],
  decline: ["borrower"],
  verify: ["officer", "supervisor"],
  refuse: ["officer", "supervisor"],
  withdraw: ["officer", "supervisor"],
};

export const isClosed = (state: DocumentState): boolean => state === "verified" || state === "withdrawn";

export function decideDocument(request: DocumentRequest, input: DocumentInput, by: Doer): DocumentDecided {
  if (!doers[input.type].includes(by)) return { refused: "not_allowed" };
  if (isClosed(request.state)) return { refused: "over" };
  switch (input.type) {
    case "chase":
      if (request.state === "received") return { refused: "received_already" };
      if (request.chases >= mostChases) return { refused: "chased_enough" };
      return { next: { ...request, state: "chased", chases: request.chases + 1 }, events: [{ type: "chased" }] };
    case "receive":
      // A second page of what came already belongs to it.
      return { next: { ...request, state: "received" }, events: [{ type: "received" }] };
    case "decline":
      if (request.state === "received") return { refused: "received_already" };
      return refusedFor(request, "declined");
    case "verify":
      // On site the thing itself was seen: no file is needed for that.
      if (request.state !== "received" && input.how === "on_file") return { refused: "nothing_received" };
      return { next: { ...request, state: "verified" }, events: [{ type: "verified", how: input.how }] };
    case "refuse":
      if (request.state !== "received") return { refused: "nothing_received" };
      return refusedFor(request, input.reason);
    case "withdraw":
      return { next: { ...request, state: "withdrawn" }, events: [{ type: "withdrawn" }] };
  }
}

function refusedFor(request: DocumentRequest, reason: RefusalReason): DocumentDecided {
  const refusals = request.refusals + 1;
  const again: readonly DocumentEvent[] = refusals >= refusalsTold ? [{ type: "refused_again", refusals }] : [];
  return { next: { ...request, state: "refused", refusals }, events: [{ type: "refused", reason }, ...again] };
}
