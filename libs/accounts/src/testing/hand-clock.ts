import { Clock } from '#platform';

/** A clock that is moved by hand. */
export class HandClock extends Clock {
  private ms = Date.parse('2020-12-31T04:00:00.000Z');

  now(): string {
    return new Date(this.ms).toISOString();
  }

  pass(ms: number): void {
    this.ms += ms;
  }
}
