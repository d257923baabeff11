/** An amount over several debts, the oldest first: what each gets. What is more than all of them is left over. */
export function spread<D extends { readonly openMinor: bigint }>(
  amountMinor: bigint,
  debts: readonly D[],
): { readonly shares: readonly { readonly debt: D; readonly amountMinor: bigint }[]; readonly overMinor: bigint } {
  let left = amountMinor;
  const shares: { debt: D; amountMinor: bigint }[] = [];
  for (const debt of debts) {
    const share = left < debt.openMinor ? left : debt.openMinor;
    if (share <= 0n) continue;
    shares.push({ debt, amountMinor: share });
    left -= share;
  }
  return { shares, overMinor: left };
}
