const DAY_MS = 86_400_000;

/** The clocks of a simulated machine, moved by hand. While they rule, the process sees them and no real time. */
export class HandClocks {
  private wall = Date.parse('2020-06-01T00:00:00.000Z');
  private elapsed = 1_000;

  readonly monotonic = (): number => this.elapsed;
  readonly now = (): string => new Date(this.wall).toISOString();

  pass(ms: number): void {
    this.elapsed += ms;
    this.wall += ms;
  }

  /** Somebody sets the clock; time itself goes on as before. */
  step(days: 1 | -1): void {
    this.wall += days * DAY_MS;
  }

  /** Runs work that reads no other clocks than these. */
  async rule<Result>(work: () => Promise<Result>): Promise<Result> {
    const real = { date: Date.now, performance: performance.now.bind(performance) };
    Date.now = () => this.wall;
    performance.now = this.monotonic;
    try {
      return await work();
    } finally {
      Date.now = real.date;
      performance.now = real.performance;
    }
  }
}
