import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Logger, Receive } from "../../app/ports.ts";
import { BotApiFault } from "./bot-api.ts";
import { itemsOf, type UpdateContext } from "./items-of.ts";
import { updateForm, wantedUpdates } from "./update.ts";
import { problemOf } from "./webhook.ts";

export interface PollingDeps {
  readonly context: UpdateContext;
  readonly receive: Receive;
  readonly log: Logger;
  /** Between polls that brought nothing and did not wait, and after a fault; real milliseconds. */
  readonly pauseMs?: number;
}

/** Seconds that Telegram may hold an empty answer. */
const waitSeconds = 25;
/** More at once would not be stored faster, and its answer has to fit. */
const most = 10;

/**
 * Asks for updates until the signal: for a trial without a public address, by one process at a time. What came is
 * confirmed (the offset moves) only when all of it is stored; Telegram gives the rest again, and their ids are known.
 */
export async function poll({ context, receive, log, pauseMs = 1_000 }: PollingDeps, signal: AbortSignal): Promise<void> {
  let offset = 0;
  let failed = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      const updates = await nextUpdates(context, offset, signal);
      for (const update of updates) {
        await take(update, { context, receive, log });
        offset = update.update_id + 1;
      }
      failed = 0;
      if (updates.length === 0 && performance.now() - began < pauseMs) await rest(pauseMs, signal);
    } catch (fault) {
      if (signal.aborted) return;
      failed++;
      log.warn({ channel: "telegram", fault: codeOf(fault), failed }, "polling failed, will try again");
      const asked = fault instanceof BotApiFault ? fault.retryAfterMs : 0;
      await rest(Math.max(asked, Math.min(30_000, pauseMs * 2 ** Math.min(failed, 5))), signal);
    }
  }
}

const rawUpdate = z.looseObject({ update_id: z.int().min(0) });
type RawUpdate = z.output<typeof rawUpdate>;

async function nextUpdates({ api }: UpdateContext, offset: number, signal: AbortSignal): Promise<readonly RawUpdate[]> {
  const params = { timeout: waitSeconds, limit: most, allowed_updates: wantedUpdates, ...(offset > 0 && { offset }) };
  return api.ask("getUpdates", params, z.array(rawUpdate), AbortSignal.any([signal, AbortSignal.timeout((waitSeconds + 15) * 1_000)]));
}

async function take(update: RawUpdate, { context, receive, log }: Omit<PollingDeps, "pauseMs">): Promise<void> {
  const read = updateForm.safeParse(update);
  if (!read.success) {
    // It would come again for ever and hold up all after it.
    log.error({ channel: "telegram", update: update.update_id, problem: problemOf(read.error) }, "update that cannot be read, passed over");
    return;
  }
  const { items, afterwards } = itemsOf(read.data, context);
  const { strangers = [] } = items.length > 0 ? await receive("telegram", items) : {};
  afterwards(strangers).catch((fault: unknown) => {
    log.warn({ channel: "telegram", fault: codeOf(fault) }, "provider not told");
  });
}

const codeOf = (fault: unknown): string => (fault instanceof BotApiFault ? fault.code : fault instanceof Error ? fault.name : "unknown");

const rest = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal }).catch(() => undefined);
