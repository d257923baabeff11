import type { Instant } from "../../domain/calendar.ts";
import type { NoticeRow } from "./notice-rows.ts";
import type { TouchRow } from "./touch-rows.ts";

/** What a unit says of itself, whatever kind it is of. */
export interface UnitRow {
  readonly channel: string;
  /** Null: the borrower's point on that channel. */
  readonly contactPointId: string | null;
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly textClass: "initiating" | "response" | "acknowledgement";
  readonly attempts: number;
  readonly choices?: readonly string[];
  readonly dueAt?: Instant;
  readonly priority?: number;
  readonly touch?: TouchRow;
  readonly notice?: NoticeRow;
}

const ofTouch = { contactPointId: null, params: {}, textClass: "initiating" } as const;

export const reminderUnit = (touch: TouchRow): UnitRow => {
  const { channel, template, attempts, priority } = touch;
  return { ...ofTouch, channel, template, attempts, priority, touch };
};

export const noticeUnit = (notice: NoticeRow): UnitRow => {
  const { channel, template, attempts, choices } = notice;
  return { ...ofTouch, channel, template, attempts, ...(choices && { choices }), notice };
};
