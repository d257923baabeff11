import type { Borrower } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";
import { Tag, type Tone } from "./bits.tsx";
import { useFormat } from "./use-format.ts";

const tones: Readonly<Record<string, Tone>> = { overdue: "red", due_today: "amber", paid: "pine" };

/** The loans as the lender's ledger has them: the truth, whatever was said. */
export function Ledger({ borrower }: { borrower: Borrower }) {
  const { t } = useLanguage();
  if (borrower.loans.length === 0)
    return (
      <section className="card">
        <h2>{t.borrower.ledger}</h2>
        <p className="muted">{t.borrower.noLoans}</p>
      </section>
    );
  return borrower.loans.map((loan) => <LoanCard key={loan.id} loan={loan} borrower={borrower} />);
}

function LoanCard({ loan, borrower }: { loan: Borrower["loans"][number]; borrower: Borrower }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { today, zone } = borrower;
  return (
    <section className="card">
      <h2>
        <span>
          {t.borrower.loan(loan.externalId)}{" "}
          <span className="small muted" style={{ fontWeight: 400 }}>
            {loan.product}
          </span>
        </span>
        <Tag>{word(t.loanStatus, loan.status)}</Tag>
      </h2>
      <p className="small muted">
        {[
          t.borrower.principal(format.money(loan.principal)),
          t.borrower.paid(format.money(loan.paid)),
          loan.lenderSays && `${t.borrower.lenderSays} ${format.money(loan.lenderSays)}`,
          t.borrower.ledgerAsOf(format.moment(loan.ledgerAsOf, zone)),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <table className="grid-table" style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th>{t.borrower.dueOn}</th>
            <th>{t.borrower.amount}</th>
            <th className="hide-narrow">{t.borrower.open}</th>
            <th className="end">{t.borrower.state}</th>
          </tr>
        </thead>
        <tbody>
          {loan.instalments.map((row) => (
            <tr key={row.no}>
              <td>{format.day(row.dueOn, today)}</td>
              <td className="num">
                {format.money(row.amount)}
                {row.open.minor !== "0" && row.open.minor !== row.amount.minor && (
                  <span className="only-narrow small muted">
                    {t.borrower.open} {format.money(row.open)}
                  </span>
                )}
              </td>
              <td className="num hide-narrow">{row.open.minor === "0" ? t.common.none : format.money(row.open)}</td>
              <td className="end">
                <Tag tone={tones[row.state] ?? "plain"}>{t.instalmentState[row.state]}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="label" style={{ margin: "16px 0 4px" }}>
        {t.borrower.paymentsTitle}
      </h3>
      {loan.payments.length === 0 && <p className="small muted">{t.borrower.noPayments}</p>}
      {loan.payments.map((payment) => (
        <div className="spread small" key={payment.id} style={{ padding: "3px 0" }}>
          <span>
            {format.day(payment.paidOn, today)} <span className="muted wrap">{payment.reference}</span>
          </span>
          <span className={`num ${payment.amount.minor.startsWith("-") ? "red" : ""}`}>{format.money(payment.amount)}</span>
        </div>
      ))}
    </section>
  );
}
