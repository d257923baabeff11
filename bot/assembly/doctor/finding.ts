/** One line of the doctor's: never a secret, never a person's data. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "warn" | "bad";
  readonly said: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const ok = (check: string, said: string): Finding => ({ check, state: "ok", said });
export const warn = (check: string, said: string, advice: string): Finding => ({ check, state: "warn", said, advice });
export const bad = (check: string, said: string, advice: string): Finding => ({ check, state: "bad", said, advice });
