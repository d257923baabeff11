import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../strings/language.tsx";

/** One card in the middle of an empty page: what there is to do before the console opens. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  const { t, language, speak } = useLanguage();
  return (
    <main className="sheet">
      <div className="sheet-brand">
        <img src="/favicon.svg" alt="" />
        <b>{language === "en" ? "Huifang" : "回访"}</b>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => speak(language === "en" ? "zh-CN" : "en")}>
          {t.nav.switchTo}
        </Button>
      </div>
      <section className="sheet-card">
        <h1>{title}</h1>
        {children}
      </section>
    </main>
  );
}
