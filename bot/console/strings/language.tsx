import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { en } from "./en.ts";
import type { Strings } from "./strings.ts";
import { zhCn } from "./zh-cn.ts";

export type Language = "zh-CN" | "en";
const dictionaries: Readonly<Record<Language, Strings>> = { "zh-CN": zhCn, en };
const remembered = "huifang.language";

const Speaking = createContext<{ language: Language; t: Strings; speak(language: Language): void }>({ language: "en", t: en, speak: () => undefined });

/** `t`: every string of the page; `language`: for dates and amounts. */
export const useLanguage = () => useContext(Speaking);

/** What was chosen last on this machine, else what the browser asks for. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(chosen);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(remembered, language);
  }, [language]);
  return <Speaking value={{ language, t: dictionaries[language], speak: setLanguage }}>{children}</Speaking>;
}

function chosen(): Language {
  const stored = localStorage.getItem(remembered);
  if (stored === "zh-CN" || stored === "en") return stored;
  return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}
