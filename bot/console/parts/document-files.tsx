import { Button } from "@mantine/core";
import { fileUrl, type DocumentFile } from "../api/document-queries.ts";
import { documentStrings } from "../strings/document-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { Tag } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

/** A file with what is known of it. `shown`: the picture itself, which is an entry in the log. */
export function DocumentFileCard({ file, zone, shown, children }: { file: DocumentFile; zone: string; shown: boolean; children?: React.ReactNode }) {
  const { language } = useLanguage();
  const w = documentStrings[language];
  const format = useFormat();
  const at = (moment: string) => format.moment(moment, zone);
  const picture = file.mime.startsWith("image/");
  return (
    <div className="stack" style={{ gap: 8 }}>
      {shown && picture && file.state === "stored" && (
        <a href={fileUrl(file.id)} target="_blank" rel="noreferrer">
          <img src={fileUrl(file.id)} alt={file.name ?? w.files} className="document-picture" />
        </a>
      )}
      <div className="row" style={{ flexWrap: "wrap" }}>
        <span className="num" style={{ overflowWrap: "anywhere" }}>
          {file.name ?? "—"}
        </span>
        <span className="small muted num">
          {w.size(Math.max(1, Math.round(file.size / 1024)))} · {at(file.receivedAt)}
        </span>
        {file.state !== "stored" && <Tag>{w.gone}</Tag>}
        {file.reused && <Tag tone="amber">{(file.reused.own ? w.reusedOwn : w.reusedOther)(at(file.reused.at))}</Tag>}
        {!file.stripped && <Tag tone="amber">{w.notStripped}</Tag>}
      </div>
      {shown && !picture && file.state === "stored" && (
        <Button component="a" href={fileUrl(file.id)} download variant="default" size="compact-md" style={{ alignSelf: "flex-start" }}>
          {w.save}
        </Button>
      )}
      {children}
    </div>
  );
}
