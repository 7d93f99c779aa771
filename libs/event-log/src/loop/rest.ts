/** Pauses that can be ended early, all at once. */
export class Rest {
  private readonly resting = new Set<() => void>();

  /** Resolves after `ms`, or when woken. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        this.resting.delete(over);
        resolve();
      };
      const timer = setTimeout(over, Math.max(0, ms));
      this.resting.add(over);
    });
  }

  wake(): void {
    for (const over of [...this.resting]) over();
  }
}

/** Waits for work, but only so long; how it ends after that concerns nobody. @returns `undefined` where the time is over first */
export async function atMost<Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> {
  const patience = new Rest();
  try {
    return await Promise.race([work, patience.pause(ms).then(() => undefined)]);
  } finally {
    patience.wake();
  }
}
