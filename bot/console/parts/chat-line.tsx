import type { Line } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag } from "./bits.tsx";
import { CorrectReply } from "./correct-reply.tsx";
import { useFormat } from "./use-format.ts";

const unsaid = new Set(["queued", "suppressed", "not_sent", "failed"]);

/** A text as both sides saw it, with its receipts; what was never said is drawn as such, with the reason. */
export function ChatLine({ line, zone }: { line: Line; zone: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const quiet = line.from === "us" && unsaid.has(line.state);
  const tone = line.state === "failed" ? "red" : line.state === "unknown" ? "amber" : undefined;
  return (
    <div className={`line ${line.from === "us" ? "us" : ""} ${quiet ? "unsaid" : ""}`}>
      <div className="bubble">{line.text ?? (line.template ? `${t.common.notYetRendered} · ${line.template}` : t.common.noWords)}</div>
      <div className="meta">
        {format.moment(line.at, zone)}
        {line.from === "us" && (
          <>
            {" "}
            · <span className={tone}>{word(t.messageState, line.state)}</span>
          </>
        )}
        {quiet && line.reasons.length > 0 && <> · {line.reasons.map(format.reason).join("; ")}</>}
      </div>
      {line.understood && <Understood said={line.understood} />}
      {line.from === "borrower" && line.text !== null && <CorrectReply line={line} />}
    </div>
  );
}

/** What understanding made of a text; `why`: also the rules that fired. */
export function Understood({ said, why = false }: { said: NonNullable<Line["understood"]>; why?: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  const parts = said.parts.flatMap(({ amount, on }) => [amount && format.money(amount), on && format.day(on)]).filter((part) => part !== null);
  return (
    <div className="row">
      <span className="meta">{t.borrower.understood}</span>
      {said.yes !== null && <Tag>{said.yes ? t.borrower.saidYes : t.borrower.saidNo}</Tag>}
      {(said.yes === null ? said.intents : said.intents.filter(({ name }) => name !== "unclear")).map(({ name }) => (
        <Tag key={name} tone={name === "distress" || name === "deceased" || name === "abusive" ? "red" : "plain"}>
          {word(t.intent, name)}
        </Tag>
      ))}
      {parts.map((part, i) => (
        <Tag key={`${part ?? ""}${String(i)}`}>
          <span className="num">{part}</span>
        </Tag>
      ))}
      {!said.act && said.yes === null && <Tag tone="amber">{t.borrower.askedBack}</Tag>}
      {why && said.why.length > 0 && (
        <span className="meta wrap">
          {t.log.words.because}: {said.why.join("; ")}
        </span>
      )}
    </div>
  );
}
