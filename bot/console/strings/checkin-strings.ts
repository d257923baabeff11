import { checkinStringsEn } from "./checkin-strings-en.ts";
import type { CheckinStrings } from "./checkin-strings-form.ts";
import { checkinStringsZhCn } from "./checkin-strings-zh-cn.ts";
import type { Language } from "./language.tsx";

export const checkinStrings: Readonly<Record<Language, CheckinStrings>> = { en: checkinStringsEn, "zh-CN": checkinStringsZhCn };
