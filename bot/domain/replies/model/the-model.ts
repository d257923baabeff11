import { modelFromText } from "./model-text.ts";
import type { LinearModel } from "./linear-model.ts";
import { trainedModel } from "./trained-model.ts";

let model: LinearModel | undefined;

/** The model that ships, read when it is first needed (about 10 ms). */
export function theModel(): LinearModel {
  model ??= modelFromText(trainedModel);
  return model;
}
