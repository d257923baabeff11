/** What `metadata` of an API key says that a restore has disabled; a revoked one has no such mark, and is never enabled again. */
export const disabledByRestore = JSON.stringify({ disabled: "restore" });
