import type { Option, Question } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { plain } from "../answer-text.ts";
import { formsOf, type Forms } from "./option-forms.ts";
import { optionNamed } from "./read-choice.ts";
import { answered, type Reading } from "./reading.ts";
import { said, type Said } from "./said.ts";

type MultiChoice = Extract<Question, { type: "multi_choice" }>;

/** "1和3", "种子、肥料", "都有", "all but 2" is left to be asked again: every part must name one option. */
export function readMultiChoice(of: Said, { options, most }: MultiChoice, world: CheckinWorld): Reading | undefined {
  const forms = formsOf(options, world.values);
  const named = all.test(of.mended) && !forms.byForm.has(of.mended) ? options.filter((option) => !isNone(option, forms)) : listed(of, options, forms);
  if (!named) return undefined;
  const keys = [...new Set(named.map(({ key }) => key))];
  // "none" beside anything else contradicts itself
  if (keys.length > 1 && named.some((option) => isNone(option, forms))) return undefined;
  if (keys.length > most) return { is: "outside", expected: "multi_choice_most", least: "1", most: plain(most, world) };
  return answered({ type: "multi_choice", keys: options.map(({ key }) => key).filter((key) => keys.includes(key)) }, "whole");
}

function listed(of: Said, options: readonly Option[], forms: Forms): readonly Option[] | undefined {
  const whole = forms.byForm.get(of.bare) ?? forms.byForm.get(of.mended);
  if (whole) return whole.length === 1 ? whole : undefined;
  if (of.asks) return undefined;
  const text = of.normal.replace(/^(?:我?(?:选择?|要|有)|i (?:have|choose|pick)|options?|numbers?)\s?/, "");
  // labels of several words stay whole where commas part them
  return (
    parted(text.split(separators), options, forms) ??
    parted(
      text.split(separators).flatMap((part) => part.split(/\s+/)),
      options,
      forms,
    )
  );
}

function parted(all: readonly string[], options: readonly Option[], forms: Forms): readonly Option[] | undefined {
  const parts = all.map((part) => part.trim()).filter((part) => part !== "");
  const found = parts.map((part) => optionNamed(said(part), options, { ...forms, numbers: nothing }));
  const sure = found.flatMap((each) => (each && each.sure !== "part" ? [each.option] : []));
  return parts.length > 0 && sure.length === parts.length ? sure : undefined;
}

/** Several numbers are places. */
const nothing: ReadonlySet<number> = new Set();

const separators = /[，,。;/&+]+\s*(?:and )?|\b(?:and|plus)\b|和|跟|与|及|还有|以及/;
const all =
  /^(?:全部?|都)(?:有|是|买了|要|选|齐了?)?(?:的|了|吧)?$|^以上(?:都|全)(?:是|有)$|^(?:all|everything|allofthem|alloftheabove|ihaveall|ihavethemall)$/;
const none = ["没有", "都没有", "无", "没", "none", "no", "nothing"];
const isNone = (option: Option, forms: Forms): boolean => none.some((word) => forms.byForm.get(word)?.includes(option) === true);
