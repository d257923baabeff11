import type { Hear } from "./course.ts";
import { say } from "./says.ts";

/** Whoever stopped us takes it back by themselves, and nobody else can. */
export const hearAgain: Hear = ({ state }, { text }) => {
  if (!wantsAgain(text.text) || !state.contact.optedOut || state.contact.closed || text.late || state.takenOver || state.silenced) return undefined;
  return { events: [{ type: "opted_in" }], says: [say("opt-in-done", {})], asked: null, unclearInRow: 0 };
};

/** "Stop" ends one channel; this much is said where it is meant for all. */
export const meansEverywhere = (text: string): boolean => everywhere.test(text.normalize("NFKC").toLowerCase());
const everywhere =
  /全部|所有|一切|任何(?:方式|渠道)|都(?:退订|不要|别)|短信.{0,4}电话|\b(?:stop|unsubscribe|opt out)\b.{0,20}\b(?:all|everything|everywhere)\b|\ball (?:channels|messages)\b|\bany (?:channel|way)\b/;

/** As a whole message only: "start" stands in many sentences. */
const wantsAgain = (text: string): boolean =>
  words.test(
    text
      .normalize("NFKC")
      .replace(/[\s"'.,，。!！?？~“”()（）]/g, "")
      .toLowerCase(),
  );
const words =
  /^(?:start|unstop|subscribe|resume|startagain|resubscribe|(?:请|我要|我想)?(?:恢复|恢復|恢复提醒|恢复接收|恢复发送|恢复短信|恢复订阅|重新订阅|重新开始|取消退订|继续发|继续提醒)(?:吧|了)?)$/;
