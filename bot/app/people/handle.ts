import { z } from "zod";

/**
 * A name that log entries and rows know somebody by, for ever. Nothing that is not seen (control and format characters,
 * marks of direction), or two of them look alike; nor what entries begin another kind of name with.
 */
export const isHandle = (text: string): boolean => !/\p{C}/u.test(text) && !/^(?:key|user|officer)\s*:/i.test(text.normalize("NFKC"));

export const handleForm = (longest: number) =>
  z.string().trim().min(1).max(longest).refine(isHandle, { error: "holds a character that cannot be seen, or begins like another kind of name" });
