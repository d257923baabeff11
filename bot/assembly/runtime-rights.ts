import type { RuntimeRights } from "../services/grant-runtime-role.ts";

/** What `huifang migrate` grants to the role in DATABASE_URL. A new table that must only grow belongs into `appendOnly`. */
export const runtimeRights: RuntimeRights = {
  schemas: ["public", "keys"],
  appendOnly: ["public.log_entry", "keys.erasure", "public.reply_correction"],
  readOnly: ["public._prisma_migrations"],
};
