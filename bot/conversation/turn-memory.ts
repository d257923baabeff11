import type { TurnContext } from "botbuilder";
import type { Course, Heard, Step } from "../domain/turns/course.ts";
import type { InboundText, Say } from "../domain/turns/turn.ts";

/** All that one text of one turn leaves behind while Botkit routes it. It hangs on that text's own TurnContext. */
export interface TurnMemory {
  readonly course: Course;
  readonly text: InboundText;
  heard?: Heard;
  step?: Step;
  readonly said: Say[];
}

export function remember(context: TurnContext, memory: TurnMemory): void {
  context.turnState.set(key, memory);
}

/** Throws where the context is not one of ours. */
export function memoryOf(context: TurnContext): TurnMemory {
  const memory = context.turnState.get<TurnMemory | undefined>(key);
  if (!memory) throw new Error("a turn without its memory");
  return memory;
}

const key = Symbol("huifang turn");
