/**
 * A file that a stranger made, before an officer's eyes: pictures, which were drawn anew, may be looked at; all else is
 * saved. `apiHeaders` puts both into a sandbox, so that neither runs a script, is framed or stays in a cache.
 */
export function sendFile({ mime, name, bytes }: { readonly mime: string; readonly name: string; readonly bytes: Uint8Array }): Response {
  const shown = mime.startsWith("image/") && mime !== "image/svg+xml";
  return new Response(Uint8Array.from(bytes), {
    status: 200,
    headers: {
      "content-type": mime,
      "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(safeName(name, mime))}`,
    },
  });
}

const endings: Readonly<Record<string, string>> = { "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf" };

/** As the phone named it, without a path and with the ending of what it is: "invoice.pdf.exe" becomes "invoice.pdf.exe.pdf". */
function safeName(name: string, mime: string): string {
  const ending = endings[mime] ?? ".bin";
  const bare =
    name
      .replace(/[^\p{L}\p{N} ._-]/gu, "_")
      .slice(0, 100)
      .replace(/^\.+/, "") || "document";
  return bare.toLowerCase().endsWith(ending) ? bare : `${bare}${ending}`;
}
