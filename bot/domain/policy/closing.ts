import type { TextLocale } from "../day-text.ts";
import type { Policy } from "./policy.ts";
import type { TextClass } from "./text-class.ts";

export interface ClosingAsked {
  readonly channel: string;
  readonly locale: TextLocale;
  readonly textClass: TextClass;
}

/**
 * What the packs demand at the end of a text that we begin there: how to stop it, what must be disclosed. Each once, in
 * the order of the packs; what the text says already is not said again. An answer needs none.
 */
export function withClosing(text: string, { channel, locale, textClass }: ClosingAsked, policy: Policy): string {
  if (textClass !== "initiating") return text;
  let closed = text;
  for (const layer of policy.layers) {
    for (const closing of layer.closings ?? []) {
      const words = closing.text[locale];
      if ((closing.channel === undefined || closing.channel === channel) && !closed.includes(words)) closed = `${closed} ${words}`;
    }
  }
  return closed;
}
