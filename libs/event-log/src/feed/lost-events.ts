import type { LogName } from '#contracts';
import { TopicError } from '../transport/topic-error.js';

/** Longer than a publish over several partitions may take: what does not come within is not in the topic. */
const LONGEST_ON_THE_WAY_MS = 15_000;

/** Tells events that a topic has lost from those that are just being published: they are missing at every look. */
export class LostEvents {
  private readonly since = new Map<LogName, number>();

  /** @param monotonic milliseconds of a clock that is never set */
  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /**
   * @param lacking how many events of each log are below the highest, not read, and not among what is still to be read
   * @returns what to say of the first log that has lacked events for too long
   */
  problemOf(lacking: ReadonlyMap<LogName, number>): string | undefined {
    const now = this.monotonic();
    let problem: string | undefined;
    for (const [log, count] of lacking) {
      if (count === 0) this.since.delete(log);
      else if (now - (this.since.get(log) ?? now) > LONGEST_ON_THE_WAY_MS)
        problem ??= TopicError.incomplete(log, `${count} 个事件`, `${count} events`).message;
      if (count > 0 && !this.since.has(log)) this.since.set(log, now);
    }
    return problem;
  }
}
