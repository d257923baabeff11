import type { Option } from "../questionnaire.ts";
import { textLocales } from "../../day-text.ts";
import type { TextValues } from "../questionnaire.ts";
import { normalise } from "../../replies/normalise.ts";
import { bare } from "./said.ts";

/** The ways of naming options: each form with those that it names, and the longest first for finding them in a text. */
export interface Forms {
  readonly byForm: ReadonlyMap<string, readonly Option[]>;
  readonly longestFirst: readonly string[];
  /** Options that name a number themselves ("两家"): there a bare digit may mean that number or the place in the list. */
  readonly numbers: boolean;
}

/** Labels count in both languages: whoever is written to in one may answer in the other. */
export function formsOf(options: readonly Option[], values: TextValues): Forms {
  const known = forms.get(options);
  if (known && known.values === values) return known.forms;
  const byForm = new Map<string, Option[]>();
  for (const option of options)
    for (const form of new Set(
      [...textLocales.map((locale) => option.label(locale, values)), ...option.words].flatMap((word) => [bare(word), bare(normalise(word).text)]),
    ))
      if (form !== "") byForm.set(form, [...(byForm.get(form) ?? []), option]);
  const made: Forms = {
    byForm,
    longestFirst: [...byForm.keys()].toSorted((a, b) => b.length - a.length),
    numbers: options.some((option) => textLocales.some((locale) => numeric.test(option.label(locale, values)))),
  };
  forms.set(options, { values, forms: made });
  return made;
}

const numeric = /\d|[一二两三四五六七八九十](?!样|般|定|切|直|点|些|共|会|下|部分)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b/i;
/** Worked out once for a questionnaire and its values; they are never changed, only replaced. */
const forms = new WeakMap<readonly Option[], { readonly values: TextValues; readonly forms: Forms }>();
