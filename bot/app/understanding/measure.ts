import type { LabelledText } from "../../domain/replies/model/learn.ts";
import type { LinearModel } from "../../domain/replies/model/linear-model.ts";
import { safetyClasses, type Figures, type SafetyClass } from "../../domain/replies/model/model-figures.ts";
import { understandBy } from "../../domain/replies/understand.ts";

export function measure(model: LinearModel, labelled: readonly LabelledText[]): Figures {
  const recall = Object.fromEntries(safetyClasses.map((name) => [name, { of: 0, found: 0 }])) as Record<SafetyClass, { of: number; found: number }>;
  let [right, acted, actedRightly, meaningful, dangerous] = [0, 0, 0, 0, 0];
  for (const { text, context, intents } of labelled) {
    const reply = understandBy(model, text, context);
    const first = reply.intents[0]?.name ?? "unclear";
    const fits = intents.includes(first);
    const wanted = intents[0] ?? "unclear";
    if (fits) right += 1;
    if (wanted !== "unclear") meaningful += 1;
    if (reply.act && first !== "unclear") {
      acted += 1;
      if (fits) actedRightly += 1;
    }
    const safety = safetyClasses.find((name) => name === wanted);
    if (!safety) continue;
    recall[safety].of += 1;
    if (reply.intents.some(({ name }) => name === safety)) recall[safety].found += 1;
    if (!fits && (first === "paid" || first === "promise")) dangerous += 1;
  }
  return {
    texts: labelled.length,
    top1: share(right, labelled.length),
    coverage: share(acted, meaningful),
    precision: share(actedRightly, acted),
    dangerous,
    recall,
  };
}

/** Which safety classes the second model finds less often; empty where it may replace the first. */
export function worse(before: Figures, after: Figures): string[] {
  const lost = safetyClasses.filter(
    (name) => share(after.recall[name].found, after.recall[name].of) < share(before.recall[name].found, before.recall[name].of) - 1e-9,
  );
  return [...lost, ...(after.dangerous > before.dangerous ? ["safety read as paid or promise"] : [])];
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
