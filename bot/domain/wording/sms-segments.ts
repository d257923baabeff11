/** GSM 03.38: what a text message carries in seven bits; those of the extension table cost two. */
const basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extension = "\f^{}\\[~]|€";

export interface SmsSize {
  readonly encoding: "GSM-7" | "UCS-2";
  /** Septets, or UTF-16 units. */
  readonly units: number;
  readonly segments: number;
}

/** How many text messages a text is billed as: 160 or 70 alone, 153 or 67 each where there are several (a header takes the rest). */
export function smsSize(text: string): SmsSize {
  const costs = Array.from(text, (c) => (basic.includes(c) ? 1 : extension.includes(c) ? 2 : 0));
  const seven = !costs.includes(0);
  const pieces = seven ? costs : Array.from(text, (c) => c.length);
  const [alone, each] = seven ? [160, 153] : [70, 67];
  const units = pieces.reduce((sum, cost) => sum + cost, 0);
  return { encoding: seven ? "GSM-7" : "UCS-2", units, segments: units <= alone ? Math.min(units, 1) : packed(pieces, each) };
}

/** An escape with its character, or a surrogate pair, is never torn apart by the end of a segment. */
function packed(pieces: readonly number[], each: number): number {
  let [segments, used] = [1, 0];
  for (const cost of pieces) {
    if (used + cost > each) {
      segments++;
      used = 0;
    }
    used += cost;
  }
  return segments;
}
