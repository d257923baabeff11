import { array, assert, constantFrom, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { versionStep, type Version, type VersionAct, type VersionState } from "../../../bot/domain/checkins/version-step.ts";

const version = (more: Partial<Version> = {}): Version => ({ version: 2, state: "draft", author: "he.jing", inForce: 1, ...more });

describe("a version of a questionnaire", () => {
  it.each<[string, Partial<Version>, VersionAct, string, object]>([
    ["is approved by a second person", {}, "approved", "li.wei", { state: "approved" }],
    ["is not approved by its author", {}, "approved", "he.jing", { refused: "own_text" }],
    ["nor by the author under another spelling", {}, "approved", " Ｈe.Jing ", { refused: "own_text" }],
    ["that came with a release may be approved by anybody", { author: null }, "approved", "he.jing", { state: "approved" }],
    ["is not published before it was approved", {}, "published", "li.wei", { refused: "draft" }],
    ["is published once approved", { state: "approved" }, "published", "he.jing", { state: "published" }],
    ["is not approved twice", { state: "approved" }, "approved", "li.wei", { refused: "approved" }],
    ["is not published twice", { state: "published" }, "published", "li.wei", { refused: "published" }],
    ["does not come in force behind a newer one", { state: "approved", inForce: 3 }, "published", "li.wei", { refused: "superseded" }],
    ["is not approved where it could not be published", { inForce: 3 }, "approved", "li.wei", { refused: "superseded" }],
    ["that is the first is published", { version: 1, state: "approved", inForce: null }, "published", "li.wei", { state: "published" }],
    ["is withdrawn, also when a newer one is in force", { state: "published", inForce: 3 }, "withdrawn", "he.jing", { state: "withdrawn" }],
    ["is withdrawn before it was published", { state: "approved" }, "withdrawn", "li.wei", { state: "withdrawn" }],
    ["is withdrawn as a draft, by its author too", {}, "withdrawn", "he.jing", { state: "withdrawn" }],
    ["stays withdrawn", { state: "withdrawn" }, "withdrawn", "li.wei", { refused: "withdrawn" }],
    ["does not come back", { state: "withdrawn" }, "published", "li.wei", { refused: "withdrawn" }],
  ])("%s", (_, of, act, by, expected) => {
    expect(versionStep(version(of), act, by)).toEqual(expected);
  });

  it("whatever people try in whatever order, what is published was approved by somebody else, and nothing goes back", () => {
    const order: readonly VersionState[] = ["draft", "approved", "published", "withdrawn"];
    const tries = array(record({ act: constantFrom<VersionAct>("approved", "published", "withdrawn"), by: constantFrom("he.jing", "li.wei", "wang.min") }), {
      maxLength: 20,
    });
    assert(
      property(tries, (all) => {
        let state: VersionState = "draft";
        let approver: string | undefined;
        for (const { act, by } of all) {
          const step = versionStep(version({ state }), act, by);
          if ("refused" in step) continue;
          expect(order.indexOf(step.state)).toBeGreaterThan(order.indexOf(state));
          if (act === "approved") approver = by;
          state = step.state;
          expect(state !== "published" || (approver !== undefined && approver !== "he.jing")).toBe(true);
        }
      }),
    );
  });
});
