import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../app/ports.ts";
import { minuteMs, type Instant } from "../../domain/calendar.ts";

/** The `x-sim-signature` header for a body sent at that moment: "t=<epoch seconds>,v1=<hex HMAC-SHA256 of t.body>". */
export function signSim(secret: string, rawBody: Uint8Array, at: Instant): string {
  const t = String(Math.floor(at / 1_000));
  return `t=${t},v1=${mac(secret, t, rawBody).toString("hex")}`;
}

/** True where the header was made with the secret for this very body, at most five real minutes from now. */
export function isSimSignature(secret: string, rawBody: Uint8Array, header: string | null, clock: Clock): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "");
  const [, t, v1] = match ?? [];
  if (t === undefined || v1 === undefined) return false;
  if (!timingSafeEqual(mac(secret, t, rawBody), Buffer.from(v1, "hex"))) return false;
  return Math.abs(clock.now() - Number(t) * 1_000) <= toleranceMs * clock.speed;
}

/** Both ways: the provider's clock may be ahead. Within it, replays are known by their provider id. */
const toleranceMs = 5 * minuteMs;

const mac = (secret: string, t: string, rawBody: Uint8Array): Buffer => createHmac("sha256", secret).update(`${t}.`).update(rawBody).digest();
