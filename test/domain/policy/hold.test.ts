import { describe, expect, it } from "vitest";
import { holdBlocks, holdReasons, type HoldReason } from "../../../bot/domain/policy/hold.ts";
import type { TextClass } from "../../../bot/domain/policy/text-class.ts";

/** Who may still be written to, and how: the whole matrix. */
const may: Record<HoldReason, readonly TextClass[]> = {
  claims_paid: ["response", "acknowledgement"],
  promised: ["response", "acknowledgement"],
  with_officer: ["response", "acknowledgement"],
  arrangement: ["response", "acknowledgement"],
  dispute: ["response", "acknowledgement"],
  opt_out: ["acknowledgement"],
  wrong_person: ["acknowledgement"],
  distress: [],
  deceased: [],
  takeover: [],
  legal: [],
  do_not_contact: [],
};

describe("what a hold stops", () => {
  it.each(holdReasons)("%s", (reason) => {
    const passes = (["initiating", "response", "acknowledgement"] as const).filter((textClass) => !holdBlocks(reason, textClass));
    expect(passes).toEqual(may[reason]);
  });

  it("every hold stops what we would say first", () => expect(holdReasons.filter((reason) => !holdBlocks(reason, "initiating"))).toEqual([]));
});
