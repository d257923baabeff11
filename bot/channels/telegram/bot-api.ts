import { z } from "zod";
import { createPost, type PostRequest } from "../post.ts";

export interface BotApi {
  readonly token: string;
  /** The POST of a method. Its address holds the token: it must reach no log and no error. */
  request(method: string, params: object): Omit<PostRequest, "signal">;
  /** Calls what may be called again (never a send). Throws BotApiFault. */
  ask<T>(method: string, params: object, result: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
}

/** What Telegram answered or why it did not: a number or a word of a closed list, never its description. */
export class BotApiFault extends Error {
  override readonly name = "BotApiFault";
  readonly code: string;
  readonly retryAfterMs: number;
  constructor(code: string, retryAfterMs = 0) {
    super(code);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** `apiRoot`: https://api.telegram.org or a stand-in, without a slash at the end. */
export function createBotApi({ apiRoot, token }: { readonly apiRoot: string; readonly token: string }): BotApi {
  // Ten updates of 4096 characters, each escaped, with what they reply to; and a long poll takes half a minute.
  const post = createPost({ answerMs: 45_000, answerBytes: 4 * 1024 * 1024 });
  const request: BotApi["request"] = (method, params) => ({
    url: `${apiRoot}/bot${token}/${method}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  return {
    token,
    request,
    async ask(method, params, result, signal = AbortSignal.timeout(15_000)) {
      const posted = await post({ ...request(method, params), signal });
      if (posted.kind !== "answered") throw new BotApiFault(posted.code);
      const json = parseJson(posted.body);
      const success = z.object({ ok: z.literal(true), result }).safeParse(json);
      if (success.success) return success.data.result;
      const failed = failure.safeParse(json);
      throw new BotApiFault(`http_${String(posted.status)}`, (failed.data?.parameters?.retry_after ?? 0) * 1_000);
    },
  };
}

/** A documented refusal. */
export const failure = z.object({
  ok: z.literal(false),
  error_code: z.int(),
  description: z.string().default(""),
  parameters: z.object({ retry_after: z.int().min(0).optional(), migrate_to_chat_id: z.int().optional() }).optional(),
});

/** The part of the token before the colon: the bot's own id, which is no secret and nobody's. */
export const botIdOf = ({ token }: Pick<BotApi, "token">): string => token.slice(0, Math.max(0, token.indexOf(":")));

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
