import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { printPolicy } from "./report-print.ts";

const shared = {
  xFrameOptions: "DENY",
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
} as const;

/** Answers carry personal data: kept by nobody on the way. */
const json = secureHeaders({ ...shared, contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } });
export const apiHeaders: MiddlewareHandler = (c, next) =>
  json(c, async () => {
    await next();
    c.res.headers.set("cache-control", "no-store");
  }).then(() => {
    // A file that a borrower sent: whatever opens it by itself opens it in a sandbox.
    if (c.res.headers.has("content-disposition")) c.res.headers.set("content-security-policy", fileSandbox);
    if (c.res.headers.get("content-type")?.startsWith("text/html")) c.res.headers.set("content-security-policy", printPolicy);
  });

const fileSandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** Scripts only from here. Styles also inline: Mantine writes its breakpoints as style elements. */
export const pageHeaders: MiddlewareHandler = secureHeaders({
  ...shared,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    fontSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});
