/** A hold as the pages show it, lifted and over ones too. */
export interface HoldRow {
  readonly id: string;
  readonly reason: string;
  readonly contactPointId: string | null;
  readonly loanId: string | null;
  readonly instalmentNo: number | null;
  readonly from: Date;
  readonly until: Date | null;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
}
