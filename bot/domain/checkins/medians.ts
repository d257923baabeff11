/** What one borrower said of a fact last. `trade`, `branch`: of the loan that it was asked for. */
export interface Figure {
  readonly name: string;
  /** With the currency: figures in different ones are never put together. */
  readonly unit: string;
  readonly trade: string;
  readonly branch: string;
  readonly value: number;
}

/** `branch` "": all of them together, for where one has too few. */
export interface Median extends Figure {
  readonly borrowers: number;
}

/** Of fewer, a figure could be somebody's own. */
const leastBorrowers = 5;

/** By trade and branch, and by trade alone; one figure a borrower is handed in. */
export function mediansOf(figures: readonly Figure[]): Median[] {
  const groups = new Map<string, { of: Omit<Figure, "value">; values: number[] }>();
  for (const { value, ...of } of figures)
    for (const branch of new Set([of.branch, ""])) {
      const key = JSON.stringify([of.name, of.unit, of.trade, branch]);
      const group = groups.get(key);
      if (group) group.values.push(value);
      else groups.set(key, { of: { ...of, branch }, values: [value] });
    }
  return [...groups.values()].flatMap(({ of, values }) => {
    const value = middleOf(values);
    return value === undefined ? [] : [{ ...of, value, borrowers: values.length }];
  });
}

/** Of the middle three (or two), to two digits: what stands in the middle alone is what one borrower said. Undefined: too few. */
export function middleOf(values: readonly number[]): number | undefined {
  if (values.length < leastBorrowers) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const first = Math.ceil(values.length / 2) - (values.length % 2 === 0 ? 1 : 2);
  const middle = sorted.slice(first, first + (values.length % 2 === 0 ? 2 : 3));
  return twoDigits(middle.reduce((sum, value) => sum + value, 0) / middle.length);
}

const twoDigits = (value: number): number => Number(value.toPrecision(2));
