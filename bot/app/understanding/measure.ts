import type { LabelledText } from "../../domain/replies/model/learn.ts";
import type { LinearModel } from "../../domain/replies/model/linear-model.ts";
import { safetyClasses, type Figures, type Recall, type SafetyClass } from "../../domain/replies/model/model-figures.ts";
import { understandBy } from "../../domain/replies/understand.ts";

export function measure(model: LinearModel, labelled: readonly LabelledText[]): Figures {
  const recall: Record<SafetyClass, Record<string, 0 | 1>> = { opt_out: {}, distress: {}, deceased: {}, wrong_person: {}, dispute: {}, hardship: {} };
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
    recall[safety][textHash(text).toString(36)] = reply.intents.some(({ name }) => name === safety) ? 1 : 0;
    if (!fits && (first === "paid" || first === "promise")) dangerous += 1;
  }
  return {
    texts: labelled.length,
    top1: share(right, labelled.length),
    coverage: share(acted, meaningful),
    precision: share(actedRightly, acted),
    dangerous,
    recall: mapped((name) => counted(recall[name])),
  };
}

/**
 * Which safety classes the second model finds less often, on the texts that both were tried on (examples come and go
 * between two trainings, and new ones are often the hard ones); empty where it may replace the first.
 */
export function worse(before: Figures, after: Figures): string[] {
  const lost = safetyClasses.filter((name) => {
    const [was, is] = [before.recall[name].each, after.recall[name].each];
    const common = Object.keys(was).filter((hash) => hash in is);
    return common.reduce((sum, hash) => sum + (is[hash] ?? 0) - (was[hash] ?? 0), 0) < 0;
  });
  return [...lost, ...(after.dangerous / after.texts > before.dangerous / before.texts ? ["safety read as paid or promise"] : [])];
}

/** FNV-1a: the same on every machine, and spreads similar texts. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

function counted(each: Readonly<Record<string, 0 | 1>>): Recall {
  const all = Object.values(each);
  return { of: all.length, found: all.filter((found) => found === 1).length, each };
}

const mapped = <T>(of: (name: SafetyClass) => T): Record<SafetyClass, T> => ({
  opt_out: of("opt_out"),
  distress: of("distress"),
  deceased: of("deceased"),
  wrong_person: of("wrong_person"),
  dispute: of("dispute"),
  hardship: of("hardship"),
});
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
