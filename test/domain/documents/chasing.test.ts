import { expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { chaseOn } from "../../../bot/domain/documents/chasing.ts";

it.each([
  ["a week after it was first asked for", "2028-02-23", 0, "2028-03-01"],
  ["two more weeks after the second time", "2028-03-01", 1, "2028-03-15"],
  ["then never: a person asks", "2028-03-15", 2, undefined],
])("a document that has not come is asked for again: %s", (_, asked, nth, expected) => {
  expect(chaseOn(day(asked), nth)).toBe(expected);
});
