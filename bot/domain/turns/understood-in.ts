import type { Reply, ReplyContext } from "../replies/reply.ts";
import type { Course, Heard } from "./course.ts";
import { plainNo } from "./plain-no.ts";
import { replyContext } from "./reply-context.ts";
import type { InboundText } from "./turn.ts";

/** What a text means where it was said: with what had been asked when it came. */
export function understoodIn(course: Course, text: InboundText, understand: (text: string, context: ReplyContext) => Reply): Heard {
  const context = replyContext(course, text);
  const reply = plainNo(understand(text.text, context), course.state.asked, text.text);
  return { text, reply, ...(context.asked && { asked: context.asked }) };
}
