/** Waiting was ended before the turn came: nothing of the work was begun. */
export class WaitEndedError extends Error {
  constructor() {
    super('waiting was ended before the turn came');
    this.name = 'WaitEndedError';
  }
}

/** Hands out turns in the order of asking: one holder at a time, first come, first served. */
export class Turns {
  private tail: Promise<void> = Promise.resolve();

  /**
   * Runs `work` when every earlier work has settled. A failure goes to its own caller only.
   * @param waiting ends the waiting, and never a work that has begun @throws WaitEndedError where it did
   */
  take<Result>(work: () => Promise<Result>, waiting?: AbortSignal): Promise<Result> {
    let hasBegun = false;
    const result = this.tail.then(() => {
      if (waiting?.aborted === true) throw new WaitEndedError();
      hasBegun = true;
      return work();
    });
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return waiting === undefined ? result : unlessEnded(result, waiting, () => hasBegun);
  }
}

/** Whoever waits no longer is told at once; its turn comes later and finds nobody. */
function unlessEnded<Result>(result: Promise<Result>, waiting: AbortSignal, hasBegun: () => boolean): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      if (!hasBegun()) reject(new WaitEndedError());
    };
    if (waiting.aborted) end();
    waiting.addEventListener('abort', end, { once: true });
    void result.then(resolve, reject).finally(() => waiting.removeEventListener('abort', end));
  });
}
