import { useParams } from "react-router";
import { useVersions, type Shown, type Version } from "../api/checkin-queries.ts";
import { Empty, Loaded, Tag } from "../parts/bits.tsx";
import { CheckinPhone } from "../parts/checkin-phone.tsx";
import { VersionMoves } from "../parts/version-moves.tsx";
import { VersionTags } from "../parts/version-tags.tsx";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

/** One version as borrowers will see it, in both languages, for whoever approves it. */
export function QuestionnairePage() {
  const { id = "" } = useParams();
  const { t } = useLanguage();
  return (
    <Loaded query={useVersions()}>
      {({ items }) => {
        const version = items.find((each) => each.id === id);
        return version ? <View version={version} /> : <Empty>{t.common.none}</Empty>;
      }}
    </Loaded>
  );
}

function View({ version }: { version: Version }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const { shown } = version;
  return (
    <>
      <div className="head">
        <div className="tight" style={{ flex: "1 1 420px" }}>
          <VersionTags version={version} />
          <h1>{shown ? shown.purpose[language] : version.questionnaire}</h1>
          <div className="small muted">{[version.questionnaire, w.version(version.version)].join(" · ")}</div>
          {shown && (
            <div className="row">
              {shown.audience.map((each) => (
                <Tag key={each}>{word(w.audience, each)}</Tag>
              ))}
              {shown.consent !== null && <Tag tone="amber">{`${w.consent}: ${shown.consent}`}</Tag>}
              {shown.neverOverdue && <Tag tone="amber">{w.neverOverdue}</Tag>}
            </div>
          )}
        </div>
        <VersionMoves version={version} />
      </div>
      {shown ? (
        <div className="stack">
          <section>
            <h2 className="section-title" style={{ flexWrap: "wrap" }}>
              {w.preview}
              <span className="small muted" style={{ fontWeight: 400 }}>
                {w.previewHint} {w.phoneHint}
              </span>
            </h2>
            <div className="phones">
              <CheckinPhone shown={shown} withdrawn={version.withdrawnQuestions} lang="zh-CN" />
              <CheckinPhone shown={shown} withdrawn={version.withdrawnQuestions} lang="en" />
            </div>
          </section>
          {shown.checks.length > 0 && <Checks shown={shown} />}
        </div>
      ) : (
        <Empty>{w.unreadable}</Empty>
      )}
    </>
  );
}

function Checks({ shown }: { shown: Shown }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <section className="card">
      <h2>{w.checks}</h2>
      <p className="small muted">{w.checksHint}</p>
      <ul className="list">
        {shown.checks.map((check) => (
          <li key={check.id}>
            <div className="item tight">
              <span className="item-title">{check.id}</span>
              <code className="condition">{check.condition}</code>
              <p className="small">
                <span className="muted">{w.clarify}: </span>
                {check.clarify[language]}
              </p>
              <p className="small">
                <span className="muted">{w.note}: </span>
                {check.note[language]}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
