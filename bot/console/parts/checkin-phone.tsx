import type { Shown } from "../api/checkin-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

type Lang = "zh-CN" | "en";
type Question = Shown["questions"][number];

/** A whole check-in as a borrower's phone shows it; what decides whether a question comes stands between the bubbles. */
export function CheckinPhone({ shown, withdrawn, lang }: { shown: Shown; withdrawn: readonly string[]; lang: Lang }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <div className="phone" lang={lang} aria-label={lang === "en" ? "English" : "中文"} role="group">
      <p className="phone-name" lang={lang}>
        {lang === "en" ? "English" : "中文"}
      </p>
      <p className="phone-bubble">{shown.opening?.text[lang] ?? shown.why[lang]}</p>
      <Buttons labels={shown.opening?.buttons[lang] ?? []} />
      {shown.questions.map((question, i) => (
        <div key={question.id} className={withdrawn.includes(question.id) ? "phone-step gone" : "phone-step"}>
          <p className="phone-aside" lang={language}>
            {[
              `${String(i + 1)}. ${word(w.kind, question.type)}`,
              question.skippable && w.skippable,
              question.fact && `${w.fact} ${question.fact.name}`,
              withdrawn.includes(question.id) && w.withdrawnQuestion,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {question.condition !== null && (
            <p className="phone-aside" lang={language} title={w.onlyIfHint}>
              {w.onlyIf} <code className="condition">{question.condition}</code>
            </p>
          )}
          <p className="phone-bubble">{withNumbers(question, lang)}</p>
          <Buttons labels={buttonsOf(question, lang)} />
          {question.help && (
            <p className="phone-aside">
              <span lang={language}>{w.help}</span> {question.help[lang]}
            </p>
          )}
        </div>
      ))}
      <p className="phone-aside" lang={language}>
        {w.end}
      </p>
      <p className="phone-bubble">{shown.thanks[lang]}</p>
    </div>
  );
}

const Buttons = ({ labels }: { labels: readonly string[] }) =>
  labels.length === 0 ? null : (
    <div className="phone-buttons">
      {labels.map((label) => (
        <span key={label}>{label}</span>
      ))}
    </div>
  );

const yesNo: Readonly<Record<Lang, readonly string[]>> = { "zh-CN": ["是", "否"], en: ["Yes", "No"] };

const buttonsOf = ({ type, options }: Question, lang: Lang): readonly string[] =>
  type === "yes_no" ? yesNo[lang] : type === "choice" ? options.map(({ label }) => label[lang]) : [];

/** A button sends one choice alone: several are chosen by their numbers. */
const withNumbers = ({ type, text, options }: Question, lang: Lang): string =>
  type === "multi_choice" ? [text[lang], ...options.map(({ label }, i) => `${String(i + 1)}. ${label[lang]}`)].join("\n") : text[lang];
