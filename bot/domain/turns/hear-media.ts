import { type Hear } from "./course.ts";
import { say } from "./says.ts";

/** A picture, a voice message or the like without words: a person is told, and the borrower that one was. What was asked stays asked. */
export const hearMedia: Hear = ({ state }, { text }) => {
  if (text.media === undefined || text.text.trim() !== "") return undefined;
  return {
    events: [{ type: "human_wanted", because: "media" }],
    says: [say("media-not-read", {})],
    asked: state.asked,
    unclearInRow: state.unclearInRow,
  };
};
