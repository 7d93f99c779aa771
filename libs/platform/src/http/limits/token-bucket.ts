const MINUTE_MS = 60_000;

/** How much at once and how much in the long run. In no minute does more than their sum get through. */
export interface Allowance {
  readonly atOnce: number;
  readonly perMinute: number;
}

/** An allowance as it is used up and comes back, evenly. Time is an argument; it never goes back. */
export class TokenBucket {
  private left: number;
  private at: number;

  constructor(
    private readonly allowance: Allowance,
    nowMs: number,
  ) {
    this.left = allowance.atOnce;
    this.at = nowMs;
  }

  /** How long until one can be taken; 0 = now. */
  waitMs(nowMs: number): number {
    this.refill(nowMs);
    return this.left >= 1 ? 0 : ((1 - this.left) * MINUTE_MS) / this.allowance.perMinute;
  }

  /** Takes one; to be called where {@link waitMs} is 0. */
  take(nowMs: number): void {
    this.refill(nowMs);
    this.left -= 1;
  }

  /** Gives one back that did no harm. */
  giveBack(nowMs: number): void {
    this.refill(nowMs);
    this.left = Math.min(this.left + 1, this.allowance.atOnce);
  }

  /** Whether nothing is missing: such a bucket can be forgotten and made anew. */
  isFull(nowMs: number): boolean {
    this.refill(nowMs);
    return this.left >= this.allowance.atOnce;
  }

  private refill(nowMs: number): void {
    const { atOnce, perMinute } = this.allowance;
    this.left = Math.min(this.left + ((nowMs - this.at) * perMinute) / MINUTE_MS, atOnce);
    this.at = nowMs;
  }
}
