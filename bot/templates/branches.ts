import type { IntlMessageFormat } from "intl-messageformat";

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

/**
 * Every text that a template may become, each of its branches once, with a sample in place of each value: what is
 * written is read, whatever the values are.
 */
export function branches(elements: readonly Element[], samples: Readonly<Record<string, string>> = {}): string[] {
  return elements.reduce<string[]>(
    (texts, element) => {
      const next = textsOf(element, samples);
      // Each branch of this element after what was first, each text so far before its first branch: all are seen, few are made.
      return [...texts.map((text) => text + (next[0] ?? "")), ...next.slice(1).map((each) => (texts[0] ?? "") + each)];
    },
    [""],
  );
}

function textsOf(element: Element, samples: Readonly<Record<string, string>>): string[] {
  if ("options" in element) return Object.values(element.options).flatMap((option) => branches(option.value, samples));
  if ("children" in element) return branches(element.children, samples);
  if (!("value" in element)) return ["3"];
  return [element.type === literal ? element.value : (samples[element.value] ?? "3")];
}

/** TYPE.literal of @formatjs/icu-messageformat-parser, whose enum intl-messageformat does not pass on. */
const literal = 0;
