import { Agent, type Dispatcher } from "undici";

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** What happened to one POST. `unwritten`: provably no byte of it left; `lost`: it may have arrived. */
export type Posted =
  | { readonly kind: "answered"; readonly status: number; readonly body: string; readonly retryAfter?: string }
  | { readonly kind: "unwritten"; readonly code: string }
  | { readonly kind: "lost"; readonly code: string };

export type Post = (request: PostRequest) => Promise<Posted>;

/**
 * Posts once: no retry, no redirect, no pipelining, HTTP/1.1. undici calls `onRequestStart` on the open connection
 * right before the first byte, and an abort there writes nothing: so an end before it proves that nothing was sent,
 * whatever the error is called. Never rejects.
 */
export function createPost({ connectMs = 5_000, answerMs = 15_000, answerBytes = 256 * 1024 }: Limits = {}): Post {
  // Idle connections are dropped early: a stale one turns a harmless failure into an unknown outcome.
  const agent = new Agent({ connect: { timeout: connectMs }, keepAliveTimeout: 2_000, keepAliveMaxTimeout: 2_000, pipelining: 1, allowH2: false });
  return (request) => postOnce(agent, request, { answerMs, answerBytes });
}

interface Limits {
  readonly connectMs?: number;
  readonly answerMs?: number;
  /** More than any provider answers to a send; what is longer is not the documented answer. */
  readonly answerBytes?: number;
}

function postOnce(
  agent: Agent,
  { url, headers, body, signal }: PostRequest,
  { answerMs, answerBytes }: { answerMs: number; answerBytes: number },
): Promise<Posted> {
  return new Promise((resolve) => {
    let started: Dispatcher.DispatchController | undefined;
    let status = 0;
    let retryAfter: string | undefined;
    const chunks: Buffer[] = [];
    let bytes = 0;

    const end = (posted: Posted): void => {
      signal.removeEventListener("abort", aborted);
      resolve(posted);
    };
    const failed = (error: unknown): void => end({ kind: started ? "lost" : "unwritten", code: codeOf(error) });
    // Before the start there is nothing to abort yet: `onRequestStart` sees the signal and gives up unwritten.
    const aborted = (): void => {
      end({ kind: started ? "lost" : "unwritten", code: "aborted" });
      started?.abort(new Error("aborted"));
    };
    if (signal.aborted) return aborted();
    signal.addEventListener("abort", aborted, { once: true });

    const target = new URL(url);
    const options: Dispatcher.DispatchOptions = {
      origin: target.origin,
      path: target.pathname + target.search,
      method: "POST",
      headers: { ...headers },
      body,
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
    };
    try {
      agent.dispatch(options, {
        onRequestStart(controller) {
          if (signal.aborted) controller.abort(new Error("aborted"));
          else started = controller;
        },
        onResponseStart(_controller, statusCode, answerHeaders) {
          status = statusCode;
          const header = answerHeaders["retry-after"];
          retryAfter = typeof header === "string" ? header : undefined;
        },
        onResponseData(controller, chunk) {
          bytes += chunk.length;
          if (bytes > answerBytes) controller.abort(new Error("too long"));
          else chunks.push(chunk);
        },
        onResponseEnd() {
          end({ kind: "answered", status, body: Buffer.concat(chunks).toString("utf8"), ...(retryAfter !== undefined && { retryAfter }) });
        },
        onResponseError: (_controller, error) => failed(error),
      });
    } catch (error) {
      failed(error);
    }
  });
}

/** A closed list of codes: an error's own message may carry an address. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (typeof code === "string" ? codes.get(code) : undefined) ?? "network";
}

const codes: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "refused"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["UND_ERR_CONNECT_TIMEOUT", "connect_timeout"],
  ["ETIMEDOUT", "connect_timeout"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["UND_ERR_SOCKET", "reset"],
  ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
  ["UND_ERR_BODY_TIMEOUT", "timeout"],
]);
