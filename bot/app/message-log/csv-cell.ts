/**
 * One quoted cell (RFC 4180). A spreadsheet runs what begins like a formula, full-width signs included, and some skip
 * what cannot be seen before it: such a cell begins with an apostrophe (OWASP ASVS 5.0, 1.2.10). No row holds a NUL,
 * where readers in C would stop: it is written as U+2400.
 */
export function csvCell(value: string): string {
  const shown = value.replaceAll("\u0000", "\u2400");
  return `"${(formula.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}

/** `\p{Cf}`: marks of direction and joiners; U+2400: our own for NUL. */
const formula = /^(?:[=+\-@\t\r\n\u2400＝＋－＠﹢﹣﹦﹫−]|[\s\p{Cf}\p{Cc}]+[=+\-@＝＋－＠﹢﹣﹦﹫−])/u;
