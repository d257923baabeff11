import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly got: Received[];
  /** How it answers from now on; default 204. */
  answer(with_: (...args: Parameters<RequestListener>) => void): void;
  /** Settles when that many have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A lender's own system on the loopback. */
export async function startReceiver(): Promise<Receiver> {
  const got: Received[] = [];
  let answer: (...args: Parameters<RequestListener>) => void = (_, response) => response.writeHead(204).end();
  let heard: (() => void)[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      got.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      heard.forEach((each) => each());
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    got,
    answer: (with_) => {
      answer = with_;
    },
    until: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (got.length < count) return;
          heard = heard.filter((each) => each !== look);
          resolve();
        };
        heard.push(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
