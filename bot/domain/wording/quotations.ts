import type { Span } from "./readings.ts";

const pairs: Readonly<Record<string, string>> = { "“": "”", "「": "」", "『": "』", '"': '"', "‘": "’" };

/** What stands in quotation marks right after "you wrote"; of `said`, where that is given, only what they did write. */
export function quotations(text: string, before: RegExp, said: readonly string[] | undefined): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < text.length; i++) {
    const close = pairs[text[i] ?? ""];
    const end = close === undefined ? -1 : text.indexOf(close, i + 1);
    if (end < 0) continue;
    const quoted = plain(text.slice(i + 1, end));
    const theirs = said === undefined || (quoted !== "" && said.some((each) => plain(each).includes(quoted)));
    if (theirs && before.test(text.slice(Math.max(0, i - 16), i).toLowerCase())) spans.push({ start: i, end: end + 1 });
    i = end;
  }
  return spans;
}

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
