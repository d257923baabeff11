import type { ThreadItem as Item } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag } from "./bits.tsx";
import { LogFacts, LogWords, OutcomeTag } from "./log-message.tsx";
import { TimeMark } from "./time-mark.tsx";
import { useFormat } from "./use-format.ts";
import { touchText } from "./touch-text.ts";

/** One thing between a borrower and the lender, as a regulator is to read it. */
export function ThreadItem({ item, zone }: { item: Item; zone: string }) {
  const { t } = useLanguage();
  const words = t.log.words;
  const format = useFormat();
  const at = format.exact(item.at, zone);
  switch (item.kind) {
    case "message": {
      const { message } = item;
      return (
        <TimeMark tone={message.outcome === "failed" ? "red" : message.outcome === "unknown" ? "amber" : "pine"} below={<LogFacts item={message} whole />}>
          <div className="row">
            <b>{message.direction === "in" ? t.common.borrower : t.common.us}</b>
            <OutcomeTag outcome={message.outcome} />
            <span className="small muted num">{at}</span>
          </div>
          <div className="quote">
            <LogWords item={message} />
          </div>
        </TimeMark>
      );
    }
    case "held": {
      const about = item.touch && touchText(item.touch, t);
      const facts = [
        at,
        about,
        item.template,
        item.policyVersion && `${words.policy} ${item.policyVersion}`,
        item.until && t.log.until(format.exact(item.until, zone)),
      ];
      return (
        <TimeMark tone="amber" below={facts.filter(Boolean).join(" · ")}>
          {words.gate}: <b>{t.decision[item.decision]}</b> · {item.reasons.map(format.reason).join("; ")}
        </TimeMark>
      );
    }
    case "look":
      return (
        <TimeMark below={at}>
          <span className="muted">{t.log.lookedAt(item.viewer, item.page === null ? words.erasedEntry : word(t.log.pages, item.page))}</span>
        </TimeMark>
      );
    case "event":
      return (
        <TimeMark below={[at, item.actor, ...item.details.map(({ name, value }) => `${name}: ${value}`)].join(" · ")}>
          {item.what.startsWith("status.") ? word(t.status, item.what.slice("status.".length)) : word(t.log.events, item.what)}{" "}
          {item.erased && <Tag>{words.erasedEntry}</Tag>}
        </TimeMark>
      );
  }
}
