/** "1-64 bytes" of callback_data: our id of the message in 22 letters, then what the press is read as. */
const mostBytes = 64;
const idLetters = 22;

/** Undefined where it does not fit, or the id is none of ours. */
export function pressData(messageId: string, payload: string): string | undefined {
  const hex = messageId.replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  const data = Buffer.from(hex, "hex").toString("base64url") + payload;
  return Buffer.byteLength(data) <= mostBytes ? data : undefined;
}

/** Undefined for what no button of ours holds. */
export function readPress(data: string): { readonly messageId: string; readonly payload: string } | undefined {
  const id = data.slice(0, idLetters);
  const payload = data.slice(idLetters);
  if (!/^[\w-]{22}$/.test(id) || payload.trim() === "" || Buffer.byteLength(data) > mostBytes) return undefined;
  const hex = Buffer.from(id, "base64url").toString("hex");
  return { messageId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), payload };
}
