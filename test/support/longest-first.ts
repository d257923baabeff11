import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take minutes, the longest first: begun last, one of them alone would keep the other process waiting. */
const longest = [
  "scenarios/scenarios.test.ts",
  "invariants/kill.test.ts",
  "checkins/kill.test.ts",
  "processes/starting.test.ts",
  "e2e/checkin-pages.test.ts",
  "invariants/races.test.ts",
  "e2e/console.test.ts",
  "invariants/inbound.test.ts",
];

/** vitest's own order, but for those. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
