import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideDocument,
  documentStates,
  isClosed,
  mostChases,
  refusalsTold,
  type Doer,
  type DocumentInput,
  type DocumentRequest,
  type DocumentState,
} from "../../../bot/domain/documents/document-request.ts";

const at = (state: DocumentState, more: Partial<DocumentRequest> = {}): DocumentRequest => ({ state, chases: 0, refusals: 0, ...more });
const outcome = (request: DocumentRequest, input: DocumentInput, by: Doer): string => {
  const decided = decideDocument(request, input, by);
  return "refused" in decided ? decided.refused : decided.next.state;
};

const chase: DocumentInput = { type: "chase" };
const receive: DocumentInput = { type: "receive" };
const decline: DocumentInput = { type: "decline" };
const onFile: DocumentInput = { type: "verify", how: "on_file" };
const onSite: DocumentInput = { type: "verify", how: "on_site" };
const refuse: DocumentInput = { type: "refuse", reason: "unreadable" };
const withdraw: DocumentInput = { type: "withdraw" };

describe("a document that was asked for", () => {
  it.each<[DocumentState, DocumentInput, Doer, string]>([
    ["asked", chase, "bot", "chased"],
    ["chased", chase, "officer", "chased"],
    ["refused", chase, "bot", "chased"],
    ["received", chase, "bot", "received_already"],
    ["verified", chase, "bot", "over"],
    ["asked", receive, "borrower", "received"],
    ["chased", receive, "borrower", "received"],
    ["received", receive, "borrower", "received"],
    ["refused", receive, "borrower", "received"],
    ["verified", receive, "borrower", "over"],
    ["withdrawn", receive, "borrower", "over"],
    ["asked", decline, "borrower", "refused"],
    ["refused", decline, "borrower", "refused"],
    ["received", decline, "borrower", "received_already"],
    ["received", onFile, "officer", "verified"],
    ["received", onSite, "supervisor", "verified"],
    ["asked", onFile, "officer", "nothing_received"],
    ["refused", onFile, "officer", "nothing_received"],
    ["asked", onSite, "officer", "verified"],
    ["verified", onFile, "officer", "over"],
    ["received", refuse, "officer", "refused"],
    ["asked", refuse, "officer", "nothing_received"],
    ["verified", refuse, "supervisor", "over"],
    ["asked", withdraw, "officer", "withdrawn"],
    ["received", withdraw, "officer", "withdrawn"],
    ["withdrawn", withdraw, "officer", "over"],
  ])("%s, %o by the %s: %s", (state, input, by, expected) => {
    expect(outcome(at(state), input, by)).toBe(expected);
  });

  it.each<[DocumentInput, Doer]>([
    [onFile, "bot"],
    [onFile, "borrower"],
    [refuse, "bot"],
    [refuse, "borrower"],
    [receive, "officer"],
    [receive, "bot"],
    [decline, "officer"],
    [decline, "bot"],
    [withdraw, "borrower"],
    [withdraw, "bot"],
    [chase, "borrower"],
  ])("%o is not for the %s to do, wherever it stands", (input, by) => {
    expect(documentStates.map((state) => outcome(at(state), input, by))).toEqual(documentStates.map(() => "not_allowed"));
  });

  it("is told to the officer as a fact when it is refused the second time, whoever refused", () => {
    const once = decideDocument(at("received"), refuse, "officer");
    expect(once).toEqual({ next: at("refused", { refusals: 1 }), events: [{ type: "refused", reason: "unreadable" }] });
    const twice = decideDocument(at("refused", { refusals: 1 }), decline, "borrower");
    expect(twice).toEqual({
      next: at("refused", { refusals: 2 }),
      events: [
        { type: "refused", reason: "declined" },
        { type: "refused_again", refusals: 2 },
      ],
    });
  });

  it("is never chased more often than the limit, and never changes once it is over, whatever comes in whatever order", () => {
    const step = fc.tuple(
      fc.constantFrom(chase, receive, decline, onFile, onSite, refuse, withdraw),
      fc.constantFrom<Doer>("bot", "borrower", "officer", "supervisor"),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let request = at("asked");
        let told = 0;
        for (const [input, by] of steps) {
          const decided = decideDocument(request, input, by);
          if ("refused" in decided) continue;
          expect(isClosed(request.state)).toBe(false);
          told += decided.events.filter(({ type }) => type === "refused_again").length;
          request = decided.next;
        }
        expect(request.chases).toBeLessThanOrEqual(mostChases);
        expect(told).toBe(Math.max(0, request.refusals - refusalsTold + 1));
      }),
    );
  });
});
