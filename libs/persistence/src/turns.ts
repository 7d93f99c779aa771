/** Hands out turns in the order of asking: one holder at a time, first come, first served. */
export class Turns {
  private tail: Promise<void> = Promise.resolve();

  /** Runs `work` when every earlier work has settled. A failure goes to its own caller only. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.tail.then(work);
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}
