/** Counts a book's touches straight from its CSV files, with arithmetic of its own: nothing here comes from the bot. */
export interface ExpectedTouch {
  readonly loan: string;
  readonly instalment: number;
  readonly stage: number;
  readonly on: string;
  readonly openCents: number;
}

const stages = [-3, 0, 1, 3, 7, 15, 30];
const dayMs = 86_400_000;

export function expectedTouches(loansCsv: string, paymentsCsv: string, from: string, to: string): ExpectedTouch[] {
  const paidCents = new Map<string, number>();
  for (const { loan_id = "", amount } of rowsOf(paymentsCsv)) paidCents.set(loan_id, (paidCents.get(loan_id) ?? 0) + cents(amount));
  return rowsOf(loansCsv).flatMap(({ loan_id: loan = "", first_due_on: first = "", instalments, instalment_amount: amount }) => {
    let left = paidCents.get(loan) ?? 0;
    return Array.from({ length: Number(instalments) }, (_, i) => {
      const covered = Math.min(left, cents(amount));
      left -= covered;
      return { instalment: i + 1, dueOn: monthsLater(first, i), openCents: cents(amount) - covered };
    }).flatMap(({ instalment, dueOn, openCents }) =>
      stages.map((stage) => ({ loan, instalment, stage, on: daysLater(dueOn, stage), openCents })).filter(({ on }) => openCents > 0 && on >= from && on <= to),
    );
  });
}

function rowsOf(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
}

const cents = (amount = ""): number => Math.round(Number(amount) * 100);
const daysLater = (on: string, days: number): string => new Date(Date.parse(`${on}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

function monthsLater(first: string, months: number): string {
  const [year = 0, month = 0, dayOfMonth = 0] = first.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastOfMonth))).toISOString().slice(0, 10);
}
