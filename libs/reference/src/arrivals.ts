import type { EventSource, ProjectionHost, SeenPosition } from '#event-log';
import { SharedAnswers } from './shared-answers.js';

/** How long a command waits for what another log has just created (contract §1). */
const LONGEST_WAIT_MS = 2_000;

/** Waits for what a service's copy of other logs may still be about to read. */
export interface Arrivals {
  /** Asks again until the answer is yes or nothing can be expected any more, at most 2 s. */
  await(isThere: () => Promise<boolean>): Promise<void>;
  /** Waits until what this process knows to be committed is in the copy, at most 2 s: for questions whose answer may be no. */
  settle(): Promise<void>;
}

/** Where the other logs are of this process: what was committed when it was asked is all that can be meant. */
export class CommittedArrivals implements Arrivals {
  private readonly settling = new SharedAnswers<void>();

  /** @param copy the projection that holds the copy */
  constructor(
    private readonly copy: string,
    private readonly host: () => Pick<ProjectionHost, 'waitFor'>,
    private readonly sources: readonly EventSource[],
  ) {}

  async await(isThere: () => Promise<boolean>): Promise<void> {
    await this.settle();
    await isThere();
  }

  /** Where the logs end is looked up once for all who ask at once: a sheet asks for hundreds of commands. */
  settle(): Promise<void> {
    return this.settling.of('', () => this.reach());
  }

  private async reach(): Promise<void> {
    const heads = await Promise.all(
      this.sources.map(async (source): Promise<SeenPosition> => ({ log: source.log, position: await source.head() })),
    );
    await this.host().waitFor([this.copy], heads, LONGEST_WAIT_MS);
  }
}

/** Where the other logs come over topics: what another process has committed may arrive at any moment of the 2 s. */
export class FedArrivals implements Arrivals {
  constructor(
    private readonly copy: string,
    private readonly host: () => Pick<ProjectionHost, 'listen'>,
  ) {}

  async await(isThere: () => Promise<boolean>): Promise<void> {
    const until = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      // Listening begins before the question, or what comes between the two would be missed.
      const move = this.nextMove(until);
      if ((await isThere()) || performance.now() >= until) {
        move.forget();
        return;
      }
      await move.made;
    }
  }

  /** What other processes have committed and not told yet is not known here: there is nothing to wait for. */
  settle(): Promise<void> {
    return Promise.resolve();
  }

  /** The copy's next step, or the end of the wait. */
  private nextMove(until: number): { readonly made: Promise<void>; forget(): void } {
    let forget = (): void => undefined;
    const made = new Promise<void>((resolve) => {
      const stop = this.host().listen((projection) => {
        if (projection === this.copy) forget();
      });
      const limit = setTimeout(() => forget(), Math.max(0, until - performance.now()));
      forget = () => {
        clearTimeout(limit);
        stop();
        resolve();
      };
    });
    return { made, forget: () => forget() };
  }
}
