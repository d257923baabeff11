import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** How the stand-in takes the next requests. */
export type Mode =
  | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** Reads the whole request, then resets the connection. */
  | { readonly kind: "reset" }
  /** Reads the request and says nothing. */
  | { readonly kind: "hang" }
  /** Begins an answer and resets. */
  | { readonly kind: "half" };

export interface StandInProvider {
  readonly root: string;
  /** Bodies of the requests that arrived. */
  readonly requests: string[];
  mode: Mode;
  /** Settles when the next request has arrived. */
  arrived(): Promise<void>;
  close(): Promise<void>;
}

/** A provider on 127.0.0.1 that fails on demand. */
export async function startStandIn(): Promise<StandInProvider> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      requests.push(body);
      waiting.forEach((go) => go());
      waiting = [];
      take(standIn.mode, response);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const standIn: StandInProvider = {
    root: `http://127.0.0.1:${portOf(server.address())}`,
    requests,
    mode: { kind: "hang" },
    arrived: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
  return standIn;
}

function take(mode: Mode, response: ServerResponse): void {
  switch (mode.kind) {
    case "answer":
      response.writeHead(mode.status, { "content-type": "application/json", ...mode.headers }).end(mode.body);
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "hang":
      return;
    case "half":
      response.writeHead(200, { "content-length": "1000" });
      response.write("{");
      setImmediate(() => response.socket?.resetAndDestroy());
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

/** A root at which nobody listens. */
export async function refusingRoot(): Promise<string> {
  const gone = await startStandIn();
  await gone.close();
  return gone.root;
}
