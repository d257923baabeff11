import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag, type Tone } from "./bits.tsx";

const tones: Readonly<Record<string, Tone>> = { received: "amber", refused: "red", verified: "pine" };

export function DocumentTag({ state }: { state: string }) {
  const { language } = useLanguage();
  return <Tag tone={tones[state] ?? "plain"}>{word(documentStrings[language].state, state)}</Tag>;
}
