import { dayParts, type Day } from "../domain/calendar.ts";

/** The approved message templates, as the use cases need them; implemented by `templates`. */
export interface Texts {
  /** Undefined: there is no approved template of that id. */
  find(id: string): { readonly version: string; readonly purpose: string } | undefined;
  /** Throws where the template or one of its values is missing. */
  render(id: string, locale: string, params: Readonly<Record<string, string | number>>): string;
}

/** "12月15日" or "15 December": the year is added by the reader. */
export function dayText(on: Day, locale: string): string {
  const { month, day } = dayParts(on);
  if (locale.startsWith("zh")) return `${String(month)}月${String(day)}日`;
  return `${String(day)} ${months[month - 1] ?? ""}`;
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
