import type { Hear } from "./course.ts";
import { hearAgain } from "./hear-again.ts";
import { hearArrangement } from "./hear-arrangement.ts";
import { hearAnswer } from "./hear-answer.ts";
import { besideCheckin, besides, hearCheckin, hearCheckinBeside, hearCheckinMedia, hearPlainAnswer } from "./hear-checkin.ts";
import { hearOptOut } from "./hear-opt-out.ts";
import { hearMedia } from "./hear-media.ts";
import { hearOther } from "./hear-other.ts";
import { hearPreference } from "./hear-preference.ts";
import { hearProof } from "./hear-proof.ts";
import { hearQuietly } from "./hear-quietly.ts";
import { hearRest } from "./hear-rest.ts";
import { hearSafety } from "./hear-safety.ts";
import { hearStart } from "./hear-start.ts";
import { hearWhich } from "./hear-which.ts";
import { hearStranger } from "./hear-stranger.ts";

/**
 * Who listens to a text, in order; the first that takes it decides. The router registers these with Botkit:
 * `interrupting` before everything else, `hearing` as keywords, `otherwise` as the fallback.
 */
export const ears: { readonly interrupting: readonly Hear[]; readonly hearing: readonly Hear[]; readonly otherwise: typeof hearRest } = {
  interrupting: [
    hearProof,
    hearPlainAnswer,
    hearSafety,
    hearPreference,
    hearOptOut,
    hearAgain,
    hearQuietly,
    hearCheckinMedia,
    hearMedia,
    hearStart,
    hearOther,
    hearWhich,
  ].map(besideCheckin),
  hearing: [hearStranger, hearCheckin, hearArrangement, hearAnswer, hearCheckinBeside].map(besideCheckin),
  otherwise: (course, heard) => besides(course, heard, hearRest(course, heard)),
};
