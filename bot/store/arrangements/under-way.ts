import type { Tx } from "../database.ts";

/** An application that covers that instalment and is not decided yet. */
export async function underWay(tx: Tx, { loanId, instalmentNo }: { readonly loanId: string; readonly instalmentNo: number }): Promise<boolean> {
  const where = { loanId, firstNo: { lte: instalmentNo }, lastNo: { gte: instalmentNo }, state: { in: ["proposed", "approved"] } };
  return (await tx.arrangement.findFirst({ where, select: { id: true } })) !== null;
}
