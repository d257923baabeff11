import { minuteMs, type Instant } from "../../domain/calendar.ts";

/** A person types a text every few seconds at most; whoever holds the link and sends more is asked to wait. */
const mostAMinute = 30;

/** Counts texts by chat in the last minute; of this process only, which is enough against a flood. */
export function createPace(speed: number): (chat: string, now: Instant) => boolean {
  const sent = new Map<string, Instant[]>();
  return (chat, now) => {
    const lately = (sent.get(chat) ?? []).filter((at) => at > now - minuteMs * speed);
    if (lately.length >= mostAMinute) return false;
    lately.push(now);
    sent.delete(chat);
    sent.set(chat, lately);
    // The longest silent goes first, so that the map stays small.
    if (sent.size > 10_000)
      for (const oldest of sent.keys()) {
        sent.delete(oldest);
        break;
      }
    return true;
  };
}
