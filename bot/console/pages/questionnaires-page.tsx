import { Link } from "react-router";
import { useVersions, type Version } from "../api/checkin-queries.ts";
import { Empty, Loaded } from "../parts/bits.tsx";
import { CheckinHead } from "../parts/checkin-head.tsx";
import { VersionTags } from "../parts/version-tags.tsx";
import { useFormat } from "../parts/use-format.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

/** Every version of every questionnaire; what waits for somebody first. */
export function QuestionnairesPage() {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <>
      <CheckinHead hint={w.versionsHint} />
      <Loaded query={useVersions()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>–</Empty>
          ) : (
            <section className="card">
              <ul className="list">
                {items.toSorted(inOrder).map((version) => (
                  <li key={version.id}>
                    <VersionItem version={version} />
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
    </>
  );
}

function VersionItem({ version }: { version: Version }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const { shown } = version;
  return (
    <Link className="item" to={`/questionnaires/${version.id}`}>
      <div className="spread" style={{ flexWrap: "wrap" }}>
        <div className="tight" style={{ flex: "1 1 260px" }}>
          <span className="item-title">{shown ? shown.purpose[language] : version.questionnaire}</span>
          <span className="small muted">
            {[
              version.questionnaire,
              w.version(version.version),
              shown?.audience.map((each) => word(w.audience, each)).join(language === "en" ? ", " : "、"),
              version.publishedAt !== null && format.moment(version.publishedAt),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {!shown && <span className="small red">{w.unreadable}</span>}
        </div>
        <VersionTags version={version} />
      </div>
    </Link>
  );
}

const order = { draft: 0, approved: 1, published: 2, withdrawn: 3 } as const;
const inOrder = (a: Version, b: Version): number =>
  order[a.state] - order[b.state] || (a.questionnaire < b.questionnaire ? -1 : a.questionnaire > b.questionnaire ? 1 : b.version - a.version);
