import type { TemplateItem } from "../api/template-queries.ts";
import { useLanguage } from "../strings/language.tsx";
import { templateStrings } from "../strings/template-strings.ts";

/** As a borrower's phone shows it; further branches below, each set apart. */
export function TemplatePhone({ shown, lang }: { shown: TemplateItem["shown"]["en"]; lang: "zh-CN" | "en" }) {
  const { language } = useLanguage();
  const w = templateStrings[language];
  return (
    <div className="stack" style={{ gap: 8, minWidth: 0 }}>
      <div lang={lang} style={{ background: "#eef2ee", borderRadius: 16, padding: 12, display: "grid", gap: 8, alignContent: "start" }}>
        {shown.texts.map((text, i) => (
          <div key={text}>
            {i > 0 && (
              <p className="muted small" lang={language}>
                {w.orElse}
              </p>
            )}
            <p
              style={{
                background: "#fff",
                borderRadius: "4px 14px 14px 14px",
                padding: "8px 12px",
                margin: 0,
                overflowWrap: "anywhere",
                whiteSpace: "pre-wrap",
              }}
            >
              {text}
            </p>
          </div>
        ))}
        {shown.buttons.length > 0 && (
          <div className="row" style={{ flexWrap: "wrap" }}>
            {shown.buttons.map((label) => (
              <span key={label} style={{ border: "1px solid #9bb5a4", borderRadius: 12, padding: "2px 12px", background: "#fff" }}>
                {label}
              </span>
            ))}
          </div>
        )}
      </div>
      <p className="muted small num">{w.sms(shown.sms.segments, shown.sms.encoding, shown.sms.units)}</p>
      {shown.findings.map(({ category, words, why, suggestion }) => (
        <p key={`${category} ${words}`} className="small red" role="alert">
          “{words}” {why[language]} {w.instead} {suggestion[lang]}
        </p>
      ))}
    </div>
  );
}
