import { Button, Menu } from "@mantine/core";
import { Link, useNavigate } from "react-router";
import type { Borrower } from "../api/client.ts";
import { useCommand } from "../api/queries.ts";
import { draftReport, useReports } from "../api/report-queries.ts";
import { useMe } from "../api/session.ts";
import { useLanguage } from "../strings/language.tsx";
import { reportStrings } from "../strings/report-strings.ts";
import { CommandFault, Loaded, Tag } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

/** On a borrower's page: the inspection reports, and a button that drafts one. */
export function BorrowerReports({ borrower }: { borrower: Borrower }) {
  const { t, language } = useLanguage();
  const w = reportStrings[language];
  const format = useFormat();
  const go = useNavigate();
  const role = useMe().data?.role;
  const draft = useCommand(draftReport);
  const write = (loan: string) => draft.mutate({ borrower: borrower.id, loan }, { onSuccess: ({ id }) => void go(`/reports/${id}`) });
  const loans = borrower.loans.map(({ externalId }) => externalId);
  const button = { variant: "default", size: "compact-sm", loading: draft.isPending, children: w.write } as const;
  return (
    <section className="card">
      <h2>
        {w.title}
        {(role === "officer" || role === "supervisor") && loans.length === 1 && <Button {...button} onClick={() => write(loans[0] ?? "")} />}
        {(role === "officer" || role === "supervisor") && loans.length > 1 && (
          <Menu>
            <Menu.Target>
              <Button {...button} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{w.whichLoan}</Menu.Label>
              {loans.map((loan) => (
                <Menu.Item key={loan} onClick={() => write(loan)}>
                  {loan}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </h2>
      <CommandFault command={draft} />
      <Loaded query={useReports(borrower.id)}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{w.none}</p>
          ) : (
            <ul className="list">
              {items.map((row) => (
                <li key={row.id}>
                  <Link className="item" to={`/reports/${row.id}`}>
                    <div className="spread">
                      <div className="tight">
                        <span className="item-title">
                          {t.borrower.loan(row.loan)} · {w.version(row.version)}
                        </span>
                        <span className="small muted">
                          {row.signedBy !== null && row.signedAt !== null
                            ? w.signedBy(row.signedBy, format.moment(row.signedAt, borrower.zone))
                            : w.draftedBy(row.draftedBy, format.moment(row.draftedAt, borrower.zone))}
                        </span>
                      </div>
                      <Tag tone={row.state === "signed" ? "pine" : "amber"}>{row.state === "signed" ? w.signed : w.draft}</Tag>
                    </div>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
