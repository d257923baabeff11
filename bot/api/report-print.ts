import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { ReportView } from "../app/reports/ports.ts";
import { localText, type Zone } from "../domain/calendar.ts";
import type { TextLocale } from "../domain/day-text.ts";

/** A report on paper: every value as text, one style, no script; a draft says on each page that it is one. */
export function reportPrint(report: ReportView, locale: TextLocale, lender: string) {
  const w = words[locale];
  const { drafted, written } = report;
  const { loan } = drafted;
  const rows: readonly (readonly [string, string])[] = [
    [w.borrower, `${drafted.borrower.name} (${drafted.borrower.externalId})`],
    [w.loan, `${loan.externalId} · ${loan.product} · ${loan.purpose}`],
    [w.principal, `${loan.principal}, ${loan.disbursedOn}`],
    [w.paid, loan.paid],
    [w.overdue, loan.daysPastDue === 0 ? w.nothing : `${loan.overdue} · ${w.days(loan.daysPastDue)}`],
    [w.asOf, loan.ledgerAsOf ?? w.nothing],
  ];
  const at = (moment: number): string => localText(moment as Parameters<typeof localText>[0], report.borrower.zone as Zone);
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>${w.title} ${loan.externalId} v${report.version}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        ${report.state === "draft" ? html`<p class="draft">${w.draft}</p>` : ""}
        <h1>${w.title}</h1>
        <p>${lender} · ${w.version(report.version)}</p>
        <table>
          ${rows.map(
            ([name, value]) =>
              html`<tr>
                <th>${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </table>
        <h2>${w.checkins}</h2>
        ${drafted.checkins.length === 0 ? html`<p>${w.nothing}</p>` : ""}
        ${drafted.checkins.map(
          (run) =>
            html`<h3>${run.at} · ${run.questionnaire} · ${w.phase[run.phase] ?? run.phase}</h3>
              <table>
                ${run.answers.map(
                  (each) =>
                    html`<tr>
                      <th>${each.asked[locale]}</th>
                      <td>${each.text[locale]}</td>
                    </tr>`,
                )}
              </table>
              ${run.notes.map((note) => html`<p class="note">${w.doubt} ${note}</p>`)}`,
        )}
        <h2>${w.documents}</h2>
        ${drafted.documents.length === 0 ? html`<p>${w.nothing}</p>` : ""}
        <ul>
          ${drafted.documents.map((each) => html`<li>${each.at} · ${each.kind} · ${w.state[each.state] ?? each.state}${each.by === null ? "" : ` · ${each.by}`}</li>`)}
        </ul>
        <h2>${w.visits}</h2>
        ${drafted.visits.length === 0 ? html`<p>${w.nothing}</p>` : ""}
        <ul>
          ${drafted.visits.map((each) => html`<li>${each.at} · ${each.questionnaire} · ${w.state[each.state] ?? each.state}${each.note === null ? "" : html`<br />${each.note}`}</li>`)}
        </ul>
        <h2>${w.findings}</h2>
        <p class="words">${written.findings}</p>
        <h2>${w.conclusion}</h2>
        <p>${written.conclusion === null ? "" : w.conclusions[written.conclusion]}</p>
        <h2>${w.measures}</h2>
        <p class="words">${written.measures === "" ? w.nothing : written.measures}</p>
        <p class="sign">
          ${report.signedBy && report.signedAt !== null ? w.signed(`${report.signedBy.name} (${report.signedBy.officer})`, at(report.signedAt)) : w.notSigned}
        </p>
      </body>
    </html>`;
}

// Put in as it is, without a space around it: the policy below allows exactly these bytes.
const style = `body{font:14px/1.55 system-ui,"Noto Sans CJK SC",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2420}h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.4rem 0 .3rem}h3{font-size:1rem;margin:.8rem 0 .2rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #d9ddd6;padding:.3rem .6rem .3rem 0;font-weight:400}th{width:45%;color:#5b665f}.words{white-space:pre-wrap}.note{color:#7a4b00}.sign{margin-top:2rem;border-top:1px solid #1d2420;padding-top:.6rem}.draft{border:2px solid #b3261e;color:#b3261e;padding:.4rem .8rem;text-align:center}@media print{body{margin:0}}`;

/** The only style that the page may have. */
export const printPolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const words = {
  en: {
    title: "Post-loan inspection report",
    draft: "Draft: not signed",
    version: (n: number) => `version ${String(n)}`,
    borrower: "Borrower",
    loan: "Loan",
    principal: "Paid out",
    paid: "Repaid so far",
    overdue: "Overdue",
    days: (n: number) => `${String(n)} days past due`,
    asOf: "Ledger as of",
    nothing: "none",
    checkins: "What the borrower answered",
    doubt: "Did not fit:",
    documents: "Documents",
    visits: "Visits",
    findings: "Findings",
    conclusion: "Conclusion",
    measures: "Measures",
    conclusions: { normal: "Normal", attention: "Needs attention", risk: "At risk" },
    phase: phases("done", "not answered in time", "stopped", "handed to a person", "under way"),
    state: states("asked", "asked again", "received", "verified", "refused", "not needed any more", "open", "done", "cancelled"),
    signed: (by: string, at: string) => `Signed by ${by}, ${at}`,
    notSigned: "Not signed",
  },
  "zh-CN": {
    title: "贷后检查报告",
    draft: "草稿：尚未签署",
    version: (n: number) => `第 ${String(n)} 版`,
    borrower: "借款人",
    loan: "贷款",
    principal: "放款",
    paid: "已还",
    overdue: "逾期",
    days: (n: number) => `逾期 ${String(n)} 天`,
    asOf: "账务截至",
    nothing: "无",
    checkins: "借款人的回答",
    doubt: "不相符：",
    documents: "资料",
    visits: "走访",
    findings: "检查情况",
    conclusion: "结论",
    measures: "措施",
    conclusions: { normal: "正常", attention: "关注", risk: "风险" },
    phase: phases("已完成", "到期未答完", "已停止", "已转人工", "进行中"),
    state: states("已请求", "已再次请求", "已收到", "已核实", "已退回", "不再需要", "待走访", "已完成", "已取消"),
    signed: (by: string, at: string) => `签署人：${by}，${at}`,
    notSigned: "尚未签署",
  },
} as const;

function phases(done: string, expired: string, stopped: string, handed: string, underWay: string): Readonly<Record<string, string>> {
  return { done, expired, stopped, handed_over: handed, offered: underWay, asked_when: underWay, postponed: underWay, asking: underWay };
}

function states(
  asked: string,
  chased: string,
  received: string,
  verified: string,
  refused: string,
  withdrawn: string,
  open: string,
  done: string,
  cancelled: string,
): Readonly<Record<string, string>> {
  return { asked, chased, received, verified, refused, withdrawn, open, done, cancelled };
}
