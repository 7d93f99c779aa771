import { type Allowance, TokenBucket } from './token-bucket.js';

/** At this many buckets the full ones are dropped. */
const SWEEP_AT = 10_000;

/** One allowance for each of many: addresses, accounts, users. Who uses nothing costs nothing. */
export class Buckets {
  private readonly buckets = new Map<string, TokenBucket>();
  private sweepAt = SWEEP_AT;

  constructor(private readonly allowance: Allowance) {}

  of(name: string, nowMs: number): TokenBucket {
    const known = this.buckets.get(name);
    if (known !== undefined) return known;
    if (this.buckets.size >= this.sweepAt) this.sweep(nowMs);
    const fresh = new TokenBucket(this.allowance, nowMs);
    this.buckets.set(name, fresh);
    return fresh;
  }

  /** Doubles the mark where most are in use, so that sweeping stays cheap for each new one. */
  private sweep(nowMs: number): void {
    for (const [name, bucket] of this.buckets) if (bucket.isFull(nowMs)) this.buckets.delete(name);
    this.sweepAt = Math.max(SWEEP_AT, 2 * this.buckets.size);
  }
}
