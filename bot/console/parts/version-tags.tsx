import type { Version } from "../api/checkin-queries.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { Tag } from "./bits.tsx";

const tones = { draft: "amber", approved: "amber", published: "pine", withdrawn: "plain" } as const;

export function VersionTags({ version }: { version: Version }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <span className="row">
      {version.author === null ? version.state === "draft" && <Tag>{w.shipped}</Tag> : <Tag>{w.writtenBy(version.author)}</Tag>}
      {version.approver !== null && <Tag>{w.approvedBy(version.approver)}</Tag>}
      <Tag tone={tones[version.state]}>{w.state[version.state]}</Tag>
    </span>
  );
}
