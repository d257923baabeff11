/** PostgreSQL text refuses NUL, and lone surrogates are no UTF-8: both are taken out where a text comes in. */
export const cleanText = (text: string): string => text.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\uFFFD");
