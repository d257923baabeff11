import type { ReactNode } from "react";
import type { Tone } from "./bits.tsx";

/** One thing in a line of time: what happened, and below it when and why. */
export const TimeMark = ({ tone = "plain", below, children }: { tone?: Tone; below: ReactNode; children: ReactNode }) => (
  <div className={`time ${tone}`}>
    <div>
      <div>{children}</div>
      <div className="small muted">{below}</div>
    </div>
  </div>
);
