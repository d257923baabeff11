import type { LogItem } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag, type Tone } from "./bits.tsx";
import { Understood } from "./chat-line.tsx";
import { useFormat } from "./use-format.ts";
import { touchText } from "./touch-text.ts";

export function OutcomeTag({ outcome }: { outcome: LogItem["outcome"] }) {
  const { t } = useLanguage();
  return <Tag tone={tones[outcome] ?? "plain"}>{t.log.outcomes[outcome]}</Tag>;
}

const tones: Readonly<Partial<Record<LogItem["outcome"], Tone>>> = { failed: "red", unknown: "amber", deferred: "amber", sent: "pine" };

/** Its words as they were; each line of them in its own direction of writing. */
export function LogWords({ item, clamp = false }: { item: LogItem; clamp?: boolean }) {
  const { t } = useLanguage();
  if (item.text === null) return <div className="muted">{item.kind === "touch" ? t.log.words.notWritten : t.common.noWords}</div>;
  return (
    <div className={clamp ? "words clamp" : "words"} dir="auto">
      {item.text.replaceAll("\u0000", "\u2400")}
    </div>
  );
}

/** Why it went or did not, what it was made from, and what became of it. */
export function LogFacts({ item, whole = false }: { item: LogItem; whole?: boolean }) {
  const { t } = useLanguage();
  const words = t.log.words;
  const format = useFormat();
  // A list of many zones is read in the reader's own, a thread in the borrower's.
  const zone = whole ? item.borrower.zone : undefined;
  const receipts = [
    ["sent", item.sentAt],
    ["delivered", item.deliveredAt],
    ["read", item.readAt],
  ] as const;
  return (
    <>
      {item.understood && <Understood said={item.understood} why={whole} />}
      <div className="small muted wrap">
        {[
          ...item.touches.map((touch) => touchText(touch, t)),
          ...(whole || item.outcome !== "sent" ? item.reasons.map(format.reason) : []),
          ...(item.until === null ? [] : [t.log.until(format.moment(item.until, zone))]),
          ...(item.errorCode === null ? [] : [`${words.error} ${item.errorCode}`]),
          ...(whole && item.policyVersion !== null ? [`${words.policy} ${item.policyVersion}`] : []),
          ...(item.template === null
            ? []
            : [whole && item.templateVersion !== null ? `${item.template} (${words.version} ${item.templateVersion})` : item.template]),
          ...(whole ? receipts.flatMap(([what, at]) => (at === null ? [] : [`${words[what]} ${format.moment(at, zone)}`])) : []),
          ...(whole && item.address !== null ? [item.address] : []),
          word(t.channel, item.channel),
        ].join(" · ")}
      </div>
    </>
  );
}
