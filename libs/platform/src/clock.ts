import { businessDayAt, type BusinessDay, type Instant } from '#contracts';

/** The only source of time. Decisions get its answers as arguments. */
export abstract class Clock {
  abstract now(): Instant;
  today(): BusinessDay {
    return businessDayAt(this.now());
  }
}

/** The computer's own clock. */
export class SystemClock extends Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}

/** `BANGFU_NOW`: starts at a given instant and runs on from there. Tests only. */
export class TestClock extends Clock {
  private readonly startedAt = performance.now();

  constructor(private readonly from: Instant) {
    super();
  }

  now(): Instant {
    return new Date(Date.parse(this.from) + Math.floor(performance.now() - this.startedAt)).toISOString();
  }
}
