export interface Gathering {
  /** So many at a time; what is over waits for the next batch. */
  readonly most: number;
  /** Batches under way at once. */
  readonly atOnce: number;
}

/**
 * Gathers what is asked while other batches are under way, and does it together: what costs a transaction each, costs a
 * share of one under load, and nothing waits when there is no load. A batch that throws is done again one by one, so
 * that one row's fault is nobody else's; `run` must leave nothing behind when it throws.
 */
export function together<Ask, Answer>(run: (asks: readonly Ask[]) => Promise<readonly Answer[]>, { most, atOnce }: Gathering): (ask: Ask) => Promise<Answer> {
  const waiting: Waiting<Ask, Answer>[] = [];
  let underWay = 0;
  let beginning = false;

  const begin = (): void => {
    beginning = false;
    while (waiting.length > 0 && underWay < atOnce) {
      underWay++;
      void answered(run, waiting.splice(0, most)).finally(() => {
        underWay--;
        begin();
      });
    }
  };
  return (ask) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (beginning) return;
      beginning = true;
      // After this turn of the event loop: who asks in the same one comes along.
      setImmediate(begin);
    });
}

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: unknown) => void;
}

async function answered<Ask, Answer>(run: (asks: readonly Ask[]) => Promise<readonly Answer[]>, batch: readonly Waiting<Ask, Answer>[]): Promise<void> {
  try {
    const answers = await run(batch.map(({ ask }) => ask));
    if (answers.length !== batch.length) throw new RangeError(`${String(batch.length)} were asked for, ${String(answers.length)} answered`);
    for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
  } catch (fault) {
    if (batch.length === 1) return batch[0]?.reject(fault);
    for (const one of batch) await answered(run, [one]);
  }
}
