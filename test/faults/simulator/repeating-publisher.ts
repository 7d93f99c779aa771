import type { LogName } from '#contracts';
import type { EventPublisher, LastEvent, StoredEvent } from '#event-log';
import type { Chance } from './chance.js';

/** Every event arrives this often, each time in the order of the log. */
const TIMES = 3;

/** A publisher that sends all three times, and sometimes fails before, between or after. */
export class RepeatingPublisher implements EventPublisher {
  readonly longestPublishMs = 1_000;
  isCalm = false;

  constructor(
    private readonly beneath: EventPublisher,
    private readonly chance: Chance,
  ) {}

  async publish(log: LogName, events: readonly StoredEvent[]): Promise<void> {
    const fails = !this.isCalm && this.chance.percent(20);
    const arrivals = fails ? this.chance.upTo(TIMES) : TIMES;
    for (let time = 0; time < arrivals; time += 1) await this.beneath.publish(log, events);
    if (fails) throw new Error('the broker did not answer');
  }

  lastEvents(log: LogName): Promise<readonly LastEvent[]> {
    if (!this.isCalm && this.chance.percent(10)) return Promise.reject(new Error('the broker did not answer'));
    return this.beneath.lastEvents(log);
  }

  close(): Promise<void> {
    return this.beneath.close();
  }
}
