/** A middleware as Botkit's plugins write it: a promise, a plain function, or one that calls `next`. */
export type Middleware = (...args: never[]) => unknown;

/**
 * In place of Botkit's `ware`, which loses what an async middleware with `next` throws: the promise is dropped, the
 * rejection ends the process and the turn never settles. Same interface, every failure reaches the caller.
 */
export class Ware {
  readonly #layers: Middleware[] = [];

  use(layer: Middleware | readonly Middleware[]): this {
    this.#layers.push(...(typeof layer === "function" ? [layer] : layer));
    return this;
  }

  /** Botkit's own form (it still runs `spawn` so): `done(error)` or `done(null, …args)`. */
  run(...argsAndDone: readonly unknown[]): this {
    const args = argsAndDone.slice(0, -1);
    const done = argsAndDone.at(-1);
    if (!isDone(done)) throw new TypeError("middleware is run with a callback");
    this.through(...args).then(
      () => done(null, ...args),
      (error: unknown) => done(error),
    );
    return this;
  }

  /** Rejects with the first failure; later layers are then not run. */
  async through(...args: readonly unknown[]): Promise<void> {
    for (const layer of this.#layers) await pass(layer, args);
  }
}

async function pass(layer: Middleware, args: readonly unknown[]): Promise<void> {
  if (layer.length <= args.length) {
    const result: unknown = await Reflect.apply(layer, undefined, args);
    if (result instanceof Error) throw result;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const next = (error?: unknown): void => (error ? reject(error) : resolve());
    const call = async (): Promise<unknown> => Reflect.apply(layer, undefined, [...args, next]);
    call().catch(reject);
  });
}

const isDone = (value: unknown): value is (error: unknown, ...args: readonly unknown[]) => void => typeof value === "function";
