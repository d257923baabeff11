import type { ReactNode } from "react";
import { Link } from "react-router";
import type { TimelineItem } from "../api/client.ts";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { useLanguage, type Language } from "../strings/language.tsx";
import { word, type Strings } from "../strings/strings.ts";
import type { Tone } from "./bits.tsx";
import { TimeMark } from "./time-mark.tsx";
import { useFormat } from "./use-format.ts";

export function Timeline({ items, zone }: { items: readonly TimelineItem[]; zone: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  if (items.length === 0) return <p className="muted small">{t.borrower.nothingHappened}</p>;
  return items.map((item) => {
    const { tone, text, why } = told(item, { t, language, format });
    const about = [item.loan && t.borrower.loan(item.loan), item.instalmentNo !== null && t.borrower.instalment(item.instalmentNo)].filter(Boolean).join(" · ");
    return (
      <TimeMark tone={tone} key={`${item.kind}/${item.id}`} below={[format.moment(item.at, zone), why, about].filter(Boolean).join(" · ")}>
        {text}
      </TimeMark>
    );
  });
}

const grave = new Set(["distress", "deceased", "abusive"]);

interface Telling {
  readonly t: Strings;
  readonly language: Language;
  readonly format: ReturnType<typeof useFormat>;
}

function told(item: TimelineItem, { t, language, format }: Telling): { tone: Tone; text: ReactNode; why?: string } {
  switch (item.kind) {
    case "status":
      return { tone: grave.has(item.what) ? "red" : "plain", text: word(t.status, item.what) };
    case "touch": {
      const decision = item.decision === "send" ? word(t.touchState, item.what) : word(t.decision, item.decision);
      const tone = item.what === "failed" ? "red" : item.decision === "send" ? "pine" : item.decision === "defer" ? "amber" : "plain";
      return {
        tone,
        text: item.stage === null ? t.notices.notice(word(t.notices.kind, item.touch), decision) : t.happened.reminder(t.stage(item.stage), decision),
        why: item.reasons
          .filter(({ rule }) => rule !== "allowed")
          .map(format.reason)
          .join("; "),
      };
    }
    case "promise":
      return {
        tone: item.what === "broken" ? "red" : "pine",
        text: t.happened.promise(format.money(item.amount), format.day(item.on, item.at.slice(0, 10)), word(t.promiseState, item.what)),
      };
    case "escalation":
      return {
        tone: item.what === "opened" ? "amber" : "plain",
        text: (
          <Link to={`/escalations/${item.escalationId}`} className="item-title">
            {t.happened.escalation(word(t.escalationReason, item.reason), t.happened[item.what])}
          </Link>
        ),
        ...(item.by !== null && { why: item.by }),
      };
    case "arrangement": {
      const { state, terms } = arrangementStrings[language];
      return {
        tone: item.what === "broken" ? "red" : item.what === "agreed" || item.what === "kept" ? "pine" : "amber",
        text: (
          <Link to={`/arrangements/${item.arrangementId}`} className="item-title">
            {t.happened.arrangement(word(state, item.what))}
          </Link>
        ),
        why: terms(format.money(item.amount), item.parts, format.day(item.firstOn, item.at.slice(0, 10))),
      };
    }
    case "hold":
      return {
        tone: item.what === "set" ? "amber" : "plain",
        text: item.what === "set" ? t.happened.holdSet(word(t.holdReason, item.reason)) : t.happened.holdLifted(word(t.holdReason, item.reason), item.by ?? ""),
      };
  }
}
