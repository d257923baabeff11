import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const executable = process.env["CHROMIUM"] ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Where there is no browser, tests of pages say so and stand aside, unless REQUIRE_BROWSER=1: then launching fails. */
export const hasBrowser = executable !== undefined || process.env["REQUIRE_BROWSER"] === "1";

if (!hasBrowser) console.warn("no Chromium found (set CHROMIUM to its path): the tests of pages in a browser are not run");

/** The system's Chromium, speaking to nobody but the page's server. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error("REQUIRE_BROWSER=1, but no Chromium found; set CHROMIUM to its path");
  return chromium.launch({
    executablePath: executable,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
