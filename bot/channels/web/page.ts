import { html } from "hono/html";
import { bothLanguages, type PageStrings } from "./strings.ts";

type Html = ReturnType<typeof html>;

/** The page of one contact point; the script draws the messages as text, never as HTML. */
export function chatPage(deps: { strings: PageStrings; lender: { name: string; phone?: string }; contactPointId: string }): Html {
  const { strings, lender, contactPointId } = deps;
  const body = html`<body data-strings="${JSON.stringify(strings)}" data-contact="${contactPointId}">
    <header>
      <div class="who">
        <h1>${lender.name}</h1>
        ${lender.phone === undefined ? "" : html`<a class="phone" href="tel:${lender.phone}">${lender.phone}</a>`}
      </div>
      <div class="about">
        <p>${strings.about}</p>
        <button type="button" id="person">${strings.person}</button>
      </div>
    </header>
    <main id="log" role="log" aria-live="polite" tabindex="0">
      <noscript><p class="notice">${strings.noScript}</p></noscript>
    </main>
    <p id="notice" class="notice" role="status" hidden></p>
    <form id="form" autocomplete="off">
      <textarea id="text" rows="1" maxlength="10000" enterkeyhint="send" placeholder="${strings.write}" aria-label="${strings.write}"></textarea>
      <button type="button" id="attach" aria-label="${strings.attach}" title="${strings.attach}">
        <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
          <path d="M4 8h3l1.6-2.2h6.8L17 8h3v11H4z" stroke-linejoin="round" />
          <circle cx="12" cy="13" r="3.4" />
        </svg>
      </button>
      <input type="file" id="file" accept="image/jpeg,image/png,image/webp,application/pdf" hidden />
      <button type="submit" id="send">${strings.send}</button>
    </form>
    <footer>${strings.optOut}</footer>
    <script src="/chat-assets/chat.js" defer></script>
  </body>`;
  return documentOf(strings.language, `${lender.name} · ${strings.title}`, body);
}

/** One page for a token that never was and for one that has run out: it tells nobody which. */
export function expiredPage(lender: { name: string }): Html {
  const lines = bothLanguages.map(({ language, expired }) => html`<p lang="${language}">${expired}</p>`);
  return documentOf(
    "zh-CN",
    lender.name,
    html`<body class="gone">
      <main>
        <h1>${lender.name}</h1>
        ${lines}
      </main>
    </body>`,
  );
}

function documentOf(language: string, title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/chat-assets/chat.css" />
      </head>
      ${body}
    </html>`;
}
