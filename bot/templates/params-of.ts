import type { IntlMessageFormat } from "intl-messageformat";

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

/** The names of all values that a message may need, in any of its branches. */
export function paramsOf(elements: readonly Element[]): Set<string> {
  const names = new Set<string>();
  for (const element of elements) {
    if ("options" in element) {
      names.add(element.value);
      for (const option of Object.values(element.options)) for (const name of paramsOf(option.value)) names.add(name);
    } else if ("children" in element) {
      for (const name of paramsOf(element.children)) names.add(name);
    } else if ("value" in element && element.type !== literal) {
      names.add(element.value);
    }
  }
  return names;
}

/** TYPE.literal of @formatjs/icu-messageformat-parser, whose enum intl-messageformat does not pass on. */
const literal = 0;
