/** 32-bit hashes of features: the same on every machine, and far fewer features than would let two of them meet. */

/** FNV-1a over the parts, one after the other. */
export function hashOf(text: string, more = ""): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  if (more !== "") hash = Math.imul(hash ^ 0x20, 0x01000193);
  for (let i = 0; i < more.length; i++) hash = Math.imul(hash ^ more.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Of two features in this order. */
export function join(a: number, b: number): number {
  const mixed = Math.imul(a ^ (a >>> 15), 0x85ebca6b) + Math.imul(b ^ (b >>> 13), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 16), 0xc2b2ae35) | 0;
}
