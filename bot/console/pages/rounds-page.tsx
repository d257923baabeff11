import { Button } from "@mantine/core";
import { Link } from "react-router";
import { useRounds, type RoundRow } from "../api/checkin-queries.ts";
import { useMe } from "../api/session.ts";
import { BeginRound } from "../parts/begin-round.tsx";
import { Empty, Loaded, Tag } from "../parts/bits.tsx";
import { CheckinHead } from "../parts/checkin-head.tsx";
import { goalOf, inPhases, RoundBar } from "../parts/round-bar.tsx";
import { useFormat } from "../parts/use-format.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";

/** Rounds of check-ins, the latest first. */
export function RoundsPage() {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const query = useRounds();
  const role = useMe().data?.role;
  return (
    <>
      <CheckinHead hint={w.roundsHint}>{role === "supervisor" && <BeginRound />}</CheckinHead>
      <Loaded query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty title={w.noRounds}>{w.noRoundsHint}</Empty>;
          return (
            <section className="card">
              <ul className="list">
                {items.map((row) => (
                  <li key={row.id}>
                    <RoundItem row={row} />
                  </li>
                ))}
              </ul>
            </section>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </>
  );
}

function RoundItem({ row }: { row: RoundRow }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const asked = inPhases(row.phases);
  const done = row.phases["done"] ?? 0;
  return (
    <Link className="item" to={`/rounds/${row.id}`}>
      <div className="spread">
        <div className="tight">
          <span className="item-title">{goalOf(row, language)}</span>
          <span className="small muted">{[row.questionnaire, format.moment(row.createdAt), w.until(format.moment(row.expiresAt))].join(" · ")}</span>
        </div>
        <Tag tone={row.kind === "ad_hoc" ? "amber" : "plain"}>{row.kind === "ad_hoc" ? w.adHoc : w.scheduled}</Tag>
      </div>
      <div style={{ marginTop: 8 }}>
        <RoundBar phases={row.phases} />
        <div className="small muted">{asked === 0 ? w.choosing : w.counts(format.count(done), format.count(asked))}</div>
      </div>
    </Link>
  );
}
