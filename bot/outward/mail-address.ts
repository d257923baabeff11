import { z } from "zod";

const form = z.email().max(254);

/** One plain address: no name, no list, no control character that could begin another header or command. */
export const isMailAddress = (text: string): boolean => /^[\x21-\x7e]+$/.test(text) && form.safeParse(text).success;
