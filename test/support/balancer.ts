import { createServer, request, type IncomingMessage } from "node:http";

export interface Balancer {
  readonly root: string;
  /** Answered by which target, in order. */
  readonly served: readonly string[];
  close(): Promise<void>;
}

/** Round robin over the targets that say that they are ready; a request that nobody took is offered to the next. */
export async function startBalancer(targets: readonly string[]): Promise<Balancer> {
  const ready = new Set<string>();
  const served: string[] = [];
  const look = async (target: string): Promise<void> => {
    const { ok } = await fetch(`${target}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => ({ ok: false }));
    if (ok) ready.add(target);
    else ready.delete(target);
  };
  const looking = setInterval(() => targets.forEach((target) => void look(target)), 150);
  await Promise.all(targets.map(look));
  let turn = 0;
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on("data", (chunk: Buffer) => chunks.push(chunk));
    asked.on("end", () => {
      const order = [...ready].toSorted();
      const from = turn++;
      const offer = (tried: number): void => {
        const target = order[(from + tried) % Math.max(1, order.length)];
        if (target === undefined || tried >= order.length) {
          answer.writeHead(502).end();
          return;
        }
        const passed = request(
          `${target}${asked.url ?? "/"}`,
          { method: asked.method ?? "GET", headers: { ...asked.headers, connection: "close" }, agent: false },
          (got: IncomingMessage) => {
            served.push(target);
            answer.writeHead(got.statusCode ?? 502, got.headers);
            got.pipe(answer);
            got.on("error", () => answer.destroy());
          },
        );
        // Nothing was answered: nginx and its like offer a request to the next server, too.
        passed.on("error", () => (answer.headersSent ? answer.destroy() : offer(tried + 1)));
        answer.on("close", () => passed.destroy());
        passed.end(Buffer.concat(chunks));
      };
      offer(0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return {
    root: `http://127.0.0.1:${String(address.port)}`,
    served,
    close: () =>
      new Promise((resolve) => {
        clearInterval(looking);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
