import { textLocale } from "../day-text.ts";
import type { Labels } from "./which-person.ts";

/** What the question "which of you?" says; it tells of nobody more than a letter or four digits. */
export const whichParams = ({ by, of }: Labels, locale: string): { readonly people: string; readonly by: string } => ({
  by,
  people: of.length === 0 ? "none" : textLocale(locale) === "zh-CN" ? of.map((label) => `“${label}”`).join("或") : of.map((label) => `"${label}"`).join(" or "),
});
