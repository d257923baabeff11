/** How currencies are written in chat. A bare 块, 元 or ¥ in Chinese text is renminbi; "$" depends on the loan. */
import { parseCurrency, type Currency } from "../money.ts";

/** ISO code, and how it is written before and after a sum; the first that matches decides. */
const table: readonly (readonly [code: string, before: string, after: string])[] = [
  ["USD", "usd|us\\s?\\$|美元|美金", "美元|美金|us dollars?|usd"],
  ["HKD", "hk\\s?\\$|hkd|港币|港元", "港币|港元|港纸|hkd"],
  ["SGD", "s\\$|sgd|新币", "新加坡元|新币|坡币|sgd"],
  ["TWD", "nt\\$|ntd|twd|新台币|台币", "新台币|台币|新台幣|twd|ntd"],
  ["AUD", "a\\s?\\$|au\\$|aud|澳元|澳币", "澳元|澳币|澳大利亚元|australian dollars?|aud"],
  ["CAD", "c\\s?\\$|cad|加元", "加拿大元|加元|加币|canadian dollars?|cad"],
  ["NZD", "nz\\$|nzd", "新西兰元|纽币|nzd"],
  ["EUR", "€|eur", "欧元|euros?|eur|€"],
  ["GBP", "£|gbp", "英镑|pounds?(?: sterling)?|quid|gbp|£"],
  ["JPY", "jpy|日元", "日元|日圆|日币|yen|jpy"],
  ["INR", "inr|rs\\.?|₹", "卢比|rupees?|inr|rs\\.?(?!\\d)|₹|/-"],
  ["MYR", "rm(?!b)|myr", "令吉|马币|ringgit|myr|rm(?!b)"],
  ["KES", "k(?:e)?sh\\.?s?|kes", "shillings?|bob|kshs?|k?sh(?:illings)?|kes"],
  ["NGN", "₦|ngn|n(?=\\d)", "naira|ngn|₦"],
  ["PHP", "₱|php|p(?=\\d)", "菲律宾比索|pesos?|php"],
  ["IDR", "idr|rp\\.?", "印尼盾|rupiah|idr"],
  ["THB", "thb|฿", "泰铢|baht|thb"],
  ["CHF", "chf", "瑞士法郎|swiss francs?|chf"],
  ["KRW", "krw|₩", "韩元|韩币|won|krw"],
  ["VND", "vnd|₫", "越南盾|dong|vnd"],
  ["RUB", "rub", "卢布|roubles?|rubles?|rub"],
  ["TZS", "tsh|tzs", "tsh|tzs"],
  ["UGX", "ugx|ush", "ugx"],
  ["ZAR", "zar|r(?=\\d)", "rands?|zar"],
  ["GHS", "ghs|gh₵", "cedis?|ghs"],
  ["PKR", "pkr", "pkr"],
  ["MXN", "mxn", "墨西哥比索|mxn"],
  ["MOP", "mop", "澳门元|澳门币|mop"],
  ["CNY", "¥|rmb|cny|人民币", "块人民币|元人民币|人民币|块大洋|块钱?|元整?|圆整?|塊|文|蚊|大洋|rmb|cny|yuan|kuai"],
  ["$", "\\$", "\\$|dollars?|bucks|刀"],
];

export const currencyBefore = `(?:${table.map(([, before]) => before).join("|")})`;
export const currencyAfter = `(?:元(?=欧元|日元|港元|美元|澳元))?(?:${table.map(([, , after]) => after).join("|")})(?![a-z])`;

export function currencyOf(written: string | undefined, loan: Currency, chinese: boolean): Currency {
  if (written === undefined) return loan;
  const word = written.trim();
  const code = known.find(({ pattern }) => pattern.test(word))?.code;
  if (code === undefined) return loan;
  if (code === "$") return dollars.has(loan) ? loan : iso("USD", loan);
  if (shillings.has(loan) && code === "KES" && /^sh|bob/.test(word)) return loan;
  if (rupees.has(loan) && code === "INR") return loan;
  // 元, 块 and 蚊 are what people also call Hong Kong, Taiwan and Singapore dollars.
  if (code === "CNY" && yuanLike.has(loan) && /^(?:元|块|圆|蚊|文)/.test(word)) return loan;
  if (code === "CNY" && word === "¥") return loan === "JPY" && !chinese ? loan : iso("CNY", loan);
  return iso(code, loan);
}

const known = table.map(([code, before, after]) => ({ code, pattern: new RegExp(`^(?:元(?=.))?(?:${before}|${after})$`) }));
const dollars = new Set<string>(["USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD", "LRD", "JMD"]);
const rupees = new Set<string>(["INR", "PKR", "LKR", "NPR", "MUR"]);
const shillings = new Set<string>(["KES", "TZS", "UGX"]);
const yuanLike = new Set<string>(["HKD", "TWD", "SGD", "MOP"]);
const iso = (code: string, loan: Currency): Currency => parseCurrency(code) ?? loan;
