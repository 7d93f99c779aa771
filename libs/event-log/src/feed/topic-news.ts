import type { LogName } from '#contracts';
import { Rest } from '../loop/rest.js';
import { TopicsSilentError } from './topics-silent.js';

/** What whoever reads topics to an end waits for: that something has come, or that no more will. */
export class TopicNews {
  private failure: Error | undefined;
  private readonly rest = new Rest();

  constructor(private readonly logs: readonly LogName[]) {}

  /** Something has come. */
  wake(): void {
    this.rest.wake();
  }

  /** The subscriber has ended. */
  end(failure: Error): void {
    this.failure = failure;
    this.rest.wake();
  }

  /** Resolves after `ms`, or with the next news. */
  pause(ms: number): Promise<void> {
    return this.rest.pause(ms);
  }

  /** Waits until it holds. @throws TopicsSilentError after `patienceMs`; what ended the subscriber */
  async until(condition: () => boolean, patienceMs: number): Promise<void> {
    const end = performance.now() + patienceMs;
    while (!condition()) {
      if (this.failure !== undefined) throw this.failure;
      const left = end - performance.now();
      if (left <= 0) throw new TopicsSilentError(this.logs, patienceMs);
      await this.rest.pause(left);
    }
  }
}
