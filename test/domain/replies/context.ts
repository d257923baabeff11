import { instant, zone, type Day } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";
import type { Asked, Reply, ReplyContext } from "../../../bot/domain/replies/reply.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";

/** Tuesday 10 March 2026, noon in Shanghai, unless another day is given. */
export function context(asked?: Asked, on = "2026-03-10", locale = "zh-CN", open: ReplyContext["open"] = []): ReplyContext {
  return { receivedAt: instant(`${on}T04:00:00Z`), zone: zone("Asia/Shanghai"), locale, currency: currency("CNY"), open, ...(asked && { asked }) };
}

export const read = (text: string, asked?: Asked): Reply => understand(text, context(asked));
export const top = (text: string, asked?: Asked): string => read(text, asked).intents[0]?.name ?? "none";
export const dayOf = (text: string, asked?: Asked): Day | undefined => read(text, asked).parts[0]?.date?.on;
