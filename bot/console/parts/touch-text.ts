import { word, type Strings } from "../strings/strings.ts";

interface Touch {
  readonly kind: string;
  readonly loan: string;
  readonly instalmentNo: number | null;
  readonly stage: number | null;
}

/** What a planned touch is about, in one line. */
export function touchText({ kind, loan, instalmentNo, stage }: Touch, t: Strings): string {
  const about = stage === null ? word(t.notices.kind, kind) : t.stage(stage);
  return [t.borrower.loan(loan), instalmentNo !== null && t.borrower.instalment(instalmentNo), about].filter(Boolean).join(" · ");
}
