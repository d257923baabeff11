import { addDays, dayIn } from "../../calendar.ts";
import { normalise } from "../normalise.ts";
import type { IntentName, ReplyContext } from "../reply.ts";
import { signalsOf } from "../signals-of.ts";
import { featuresOf } from "./features.ts";
import { probabilities, type LinearModel } from "./linear-model.ts";
import { fitTemperature, trainModel, type TrainingExample } from "./train-model.ts";

/** A text with what a person says it means; of several intents the first is the one to find, each is acceptable. */
export interface LabelledText {
  readonly text: string;
  readonly context: ReplyContext;
  readonly intents: readonly IntentName[];
}

/** Of so many texts one is kept from the model that the temperature is fitted with. */
const share = 5;

/**
 * Trains on all, with a temperature that makes the confidences honest: it is fitted to predictions for a fifth of the
 * texts by a model of the other four.
 */
export function learn(labelled: readonly LabelledText[], version: string): LinearModel {
  const examples = labelled.map(toExample);
  const most = trainModel(
    examples.filter((_, i) => i % share !== 0),
    version,
  );
  const unseen = labelled.flatMap(({ intents }, i) => (i % share === 0 ? [{ intents, probabilities: probabilities(most, examples[i]?.features ?? []) }] : []));
  return { ...trainModel(examples, version), temperature: Math.max(0.5, fitTemperature(unseen)) };
}

function toExample({ text, context, intents }: LabelledText): TrainingExample {
  const today = dayIn(context.receivedAt, context.zone);
  const due = context.open.find(({ dueOn }) => dueOn <= addDays(today, 3))?.minor;
  const { hashes, rules } = featuresOf(signalsOf(normalise(text).text, context, today, due));
  return { features: hashes, rules, intent: intents[0] ?? "unclear", weight: 1 };
}
