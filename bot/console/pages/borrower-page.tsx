import { Button } from "@mantine/core";
import { Link, useParams } from "react-router";
import type { Borrower } from "../api/client.ts";
import { useBorrower, useConversation } from "../api/queries.ts";
import { Loaded, Name, Tag } from "../parts/bits.tsx";
import { BorrowerCheckins } from "../parts/borrower-checkins.tsx";
import { BorrowerDocuments } from "../parts/borrower-documents.tsx";
import { BorrowerReports } from "../parts/borrower-reports.tsx";
import { CaseItem } from "../parts/case-item.tsx";
import { ChatLine } from "../parts/chat-line.tsx";
import { ChatLinkButton } from "../parts/chat-link-button.tsx";
import { Glance } from "../parts/glance.tsx";
import { Ledger } from "../parts/ledger.tsx";
import { RevokeLinksButton } from "../parts/revoke-links-button.tsx";
import { TelegramLinkButton } from "../parts/telegram-link-button.tsx";
import { WhyCard } from "../parts/why-card.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

export function BorrowerPage() {
  const { id = "" } = useParams();
  return <Loaded query={useBorrower(id)}>{(borrower) => <BorrowerView borrower={borrower} />}</Loaded>;
}

function BorrowerView({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  const open = borrower.escalations.filter(({ state }) => state !== "resolved");
  const resolved = borrower.escalations.filter(({ state }) => state === "resolved");
  return (
    <>
      <div className="head">
        <div className="tight">
          <h1>
            <Name person={borrower} />
          </h1>
          <div className="small muted">{t.common.person(borrower.externalId, borrower.branch, borrower.officer)}</div>
          <div className="row">
            {open.map((row) => (
              <Link key={row.id} to={`/escalations/${row.id}`}>
                <Tag tone={row.severity === "urgent" ? "red" : "amber"}>
                  {word(t.escalationReason, row.reason)} · {word(t.escalationState, row.state)}
                </Tag>
              </Link>
            ))}
            {borrower.contactPoints.map((point) => (
              <Tag key={point.id}>
                {word(t.channel, point.channel)} · <span className="num">{point.address}</span> · {word(t.contactState, point.state)}
              </Tag>
            ))}
          </div>
        </div>
        <div className="row">
          <TelegramLinkButton borrowerId={borrower.id} />
          <ChatLinkButton borrowerId={borrower.id} />
          <RevokeLinksButton borrowerId={borrower.id} />
        </div>
      </div>
      <div className="stack">
        <Glance borrower={borrower} />
        <div className="two-wide">
          <div className="stack">
            <Conversation borrower={borrower} />
            <section className="card">
              <h2>
                {t.borrower.timeline}
                <span className="small muted" style={{ fontWeight: 400 }}>
                  {t.borrower.localTime}
                </span>
              </h2>
              <WhyCard borrowerId={borrower.id} />
              <Timeline items={borrower.timeline} zone={borrower.zone} />
            </section>
          </div>
          <div className="stack">
            {borrower.escalations.length > 0 && (
              <section className="card">
                <h2>{t.borrower.cases}</h2>
                <ul className="list">
                  {[...open, ...resolved].map((row) => (
                    <li key={row.id}>
                      <CaseItem row={row} withName={false} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <BorrowerCheckins borrowerId={borrower.id} zone={borrower.zone} />
            <BorrowerReports borrower={borrower} />
            <BorrowerDocuments borrowerId={borrower.id} zone={borrower.zone} />
            <Ledger borrower={borrower} />
          </div>
        </div>
      </div>
    </>
  );
}

function Conversation({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  const query = useConversation(borrower.id);
  return (
    <section className="card">
      <h2>
        {t.borrower.conversation}
        <span className="small muted" style={{ fontWeight: 400 }}>
          {t.borrower.localTime}
        </span>
      </h2>
      <Loaded query={query}>
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items).toReversed();
          if (lines.length === 0) return <p className="muted">{t.borrower.noConversation}</p>;
          return (
            <div className="chat">
              {query.hasNextPage && (
                <Button variant="default" size="compact-sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t.borrower.older}
                </Button>
              )}
              {lines.map((line) => (
                <ChatLine key={line.id} line={line} zone={borrower.zone} />
              ))}
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}
