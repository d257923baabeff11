import type { Instant } from "../../domain/calendar.ts";

/** Things to do at moments to come; equal moments keep the order in which they were noted. */
export class Agenda<T> {
  readonly #entries: { readonly at: Instant; readonly what: T }[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(at: Instant, what: T): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? at) <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, what });
  }

  /** Takes out all that is due by then. */
  takeDue(now: Instant): readonly T[] {
    const due = this.#entries.findIndex((entry) => entry.at > now);
    return this.#entries.splice(0, due === -1 ? this.#entries.length : due).map((entry) => entry.what);
  }
}
