import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag, type Tone } from "./bits.tsx";

const tones: Readonly<Record<string, Tone>> = { proposed: "amber", approved: "amber", agreed: "pine", kept: "pine", broken: "red" };

export function ArrangementTag({ state }: { state: string }) {
  const { language } = useLanguage();
  return <Tag tone={tones[state] ?? "plain"}>{word(arrangementStrings[language].state, state)}</Tag>;
}
