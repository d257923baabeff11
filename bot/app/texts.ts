/** The approved message templates, as the use cases need them; implemented by `templates`. */
export interface Texts {
  /** Undefined: there is no approved template of that id. */
  find(id: string): { readonly version: string; readonly purpose: string } | undefined;
  /** The answers that it offers, in that language; none: an empty list. */
  buttons(id: string, locale: string): readonly string[];
  /** Throws where the template or one of its values is missing. */
  render(id: string, locale: string, params: Readonly<Record<string, string | number>>): string;
}
