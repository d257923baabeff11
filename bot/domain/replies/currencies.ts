/** How currencies are written in chat. A bare 块, 元 or ¥ in Chinese text is renminbi; "$" depends on the loan. */
import { parseCurrency, type Currency } from "../money.ts";

export const currencyBefore = "(?:[¥$€£₹]|rmb|cny|usd|us\\$|hk\\$|hkd|s\\$|sgd|nt\\$|twd|rm|inr|rs\\.?|eur|gbp|jpy|ksh|kes|ngn|php|idr|rp|人民币|美元|美金|港币|新台币)";
export const currencyAfter = "(?:块钱?|块人民币|元钱?|圆|人民币|rmb|cny|yuan|美元|美金|刀|usd|us dollars?|dollars?|bucks|港币|港元|hkd|欧元|euros?|eur|日元|日圆|yen|jpy|英镑|pounds?|gbp|卢比|rupees?|inr|rs|台币|新台币|twd|ringgit|马币|shillings?|ksh|kes|naira|ngn|pesos?|php|新币|sgd)(?![a-z])";

export function currencyOf(written: string | undefined, loan: Currency, chinese: boolean): Currency {
  if (written === undefined) return loan;
  if (written === "$" || /dollars?$|bucks|刀/.test(written) && !written.startsWith("us")) return dollars.has(loan) ? loan : known("USD", loan);
  if (written === "¥") return loan === "JPY" && !chinese ? loan : known("CNY", loan);
  if (written === "圆") return loan;
  const code = codes.find(([pattern]) => pattern.test(written))?.[1];
  return code === undefined ? loan : known(code, loan);
}

const dollars = new Set<string>(["USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD"]);
const known = (code: string, loan: Currency): Currency => parseCurrency(code) ?? loan;
const codes: readonly (readonly [RegExp, string])[] = [
  [/美|us/, "USD"], [/港|hk/, "HKD"], [/欧|eur|€/, "EUR"], [/日|yen|jpy/, "JPY"], [/英镑|pound|gbp|£/, "GBP"], [/卢比|rupee|inr|rs|₹/, "INR"],
  [/台|twd|nt/, "TWD"], [/rm(?!b)|ringgit|马币/, "MYR"], [/ksh|kes|shilling/, "KES"], [/naira|ngn/, "NGN"], [/peso|php/, "PHP"],
  [/idr|rp/, "IDR"], [/s\$|sgd|新币/, "SGD"], [/块|元|rmb|cny|yuan|人民币/, "CNY"],
];
