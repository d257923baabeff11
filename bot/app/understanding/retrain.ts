import { learn, type LabelledText } from "../../domain/replies/model/learn.ts";
import type { LinearModel } from "../../domain/replies/model/linear-model.ts";
import type { Figures } from "../../domain/replies/model/model-figures.ts";
import { measure, textHash, worse } from "./measure.ts";

/** All that there is to learn from; `hash` names exactly these. */
export interface Lessons {
  readonly labelled: readonly LabelledText[];
  readonly hash: string;
}

export interface Retrained {
  readonly model: LinearModel;
  readonly before: Figures;
  readonly after: Figures;
  /** Safety classes that got worse; the model is kept only where there are none. */
  readonly worse: readonly string[];
}

/**
 * Trains anew and compares on a fixed fifth of the examples, chosen by their text so that a new example never moves an
 * old one: a model of the other four fifths is measured there against the figures that the model in use had. What is
 * kept is then trained on all.
 */
export function retrain({ labelled, hash }: Lessons, before: Figures | undefined): Retrained {
  const after = measureHeldOut(labelled);
  return { model: learn(labelled, hash), before: before ?? after, after, worse: before ? worse(before, after) : [] };
}

export function measureHeldOut(labelled: readonly LabelledText[]): Figures {
  const [kept, held] = split(labelled);
  return measure(learn(kept, "held-out"), held);
}

function split(labelled: readonly LabelledText[]): [LabelledText[], LabelledText[]] {
  const kept: LabelledText[] = [];
  const held: LabelledText[] = [];
  for (const one of labelled) (textHash(one.text) % 5 === 0 ? held : kept).push(one);
  return [kept, held];
}
