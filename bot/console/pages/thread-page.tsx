import { Button } from "@mantine/core";
import { Link, useParams } from "react-router";
import { useStatus } from "../api/queries.ts";
import { useThread } from "../api/log-queries.ts";
import { Loaded, Name } from "../parts/bits.tsx";
import { ThreadItem } from "../parts/thread-item.tsx";
import { useFormat } from "../parts/use-format.ts";
import { useLanguage } from "../strings/language.tsx";

/** Everything with one borrower in one line of time; on paper it is what a regulator gets. */
export function ThreadPage() {
  const { id = "" } = useParams();
  const { t } = useLanguage();
  const words = t.log.words;
  const query = useThread(id);
  const { data: status } = useStatus();
  const format = useFormat();
  const printAll = async (): Promise<void> => {
    for (let more = query.hasNextPage; more; more = (await query.fetchNextPage()).hasNextPage);
    // after the last page is drawn
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  };
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const [first] = pages;
        if (!first) return null;
        const { borrower, branch, officer } = first;
        const items = pages.flatMap((page) => page.items).toReversed();
        return (
          <>
            <div className="head">
              <div className="tight">
                <h1>
                  <Name person={borrower} />
                </h1>
                <div className="small muted">{t.common.person(borrower.externalId, branch, officer)}</div>
                <div className="small muted">
                  {words.thread} · {words.times} ({borrower.zone})
                </div>
                {status && <div className="small only-print">{t.log.printed(status.lender, format.exact(status.now, borrower.zone))}</div>}
              </div>
              <div className="row no-print">
                <Button component={Link} to={`/borrowers/${borrower.id}`} variant="subtle" color="gray">
                  {t.escalation.toBorrower}
                </Button>
                <Button variant="default" onClick={() => void printAll()} loading={query.isFetchingNextPage}>
                  {query.hasNextPage ? words.loadAll : words.print}
                </Button>
              </div>
            </div>
            <section className="card">
              {query.hasNextPage && (
                <div className="row">
                  <Button
                    variant="default"
                    size="compact-sm"
                    className="no-print"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {words.older}
                  </Button>
                  <span className="small amber">{t.log.notAll(items.length)}</span>
                </div>
              )}
              {items.map((item) => (
                <ThreadItem key={`${item.kind}/${item.id}`} item={item} zone={borrower.zone} />
              ))}
            </section>
          </>
        );
      }}
    </Loaded>
  );
}
