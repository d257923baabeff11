import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { useFormat } from "./use-format.ts";

export type Phases = Readonly<Record<string, number>>;

export const inPhases = (phases: Phases): number => Object.values(phases).reduce((all, n) => all + n, 0);

/** In this order and these colours wherever phases are shown; told apart in grey, too. */
export const phaseTones = [
  ["done", "#0f6b62"],
  ["asking", "#5c9e93"],
  ["postponed", "#9cc4bc"],
  ["asked_when", "#b9d6d0"],
  ["offered", "#e2c48a"],
  ["planned", "#e6e6e1"],
  ["expired", "#c3c9c6"],
  ["stopped", "#a7b0ae"],
  ["handed_over", "#d9a441"],
  ["withdrawn", "#d5d5cf"],
] as const;

/** Where a round's runs stand, as one bar; the words are in its label. */
export function RoundBar({ phases }: { phases: Phases }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const all = inPhases(phases);
  const there = phaseTones.filter(([phase]) => (phases[phase] ?? 0) > 0);
  return (
    <div className="parts" role="img" aria-label={there.map(([phase]) => `${word(w.phase, phase)} ${String(phases[phase])}`).join(", ")}>
      {there.map(([phase, colour]) => (
        <span key={phase} style={{ background: colour, width: `${String(((phases[phase] ?? 0) / all) * 100)}%` }} />
      ))}
    </div>
  );
}

/** The bar's words, with their colours. */
export function PhaseKey({ phases }: { phases: Phases }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  return (
    <ul className="phase-key">
      {phaseTones
        .filter(([phase]) => (phases[phase] ?? 0) > 0)
        .map(([phase, colour]) => (
          <li key={phase}>
            <span className="swatch" style={{ background: colour }} />
            {word(w.phase, phase)} <b className="num">{format.count(phases[phase] ?? 0)}</b>
          </li>
        ))}
    </ul>
  );
}

/** A round of the plan has its goal in both languages, as its line in templates/checkin-plans.yaml does. */
export function goalOf({ kind, goal }: { readonly kind: string; readonly goal: string }, language: string): string {
  const [zh, en, ...rest] = goal.split(" / ");
  return kind === "scheduled" && zh !== undefined && en !== undefined && rest.length === 0 ? (language === "en" ? en : zh) : goal;
}
