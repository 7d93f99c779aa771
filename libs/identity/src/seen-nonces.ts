/**
 * The nonces of the last `lifeMs` or a little longer, each taken once. Two generations instead of a timer for each: memory
 * follows the calls of twice that time, and forgetting costs nothing.
 */
export class SeenNonces {
  private newer = new Set<string>();
  private older = new Set<string>();
  private since = -Infinity;

  constructor(private readonly lifeMs: number) {}

  /** @returns whether it has not been seen before */
  take(nonce: string, nowMs: number): boolean {
    if (nowMs - this.since >= this.lifeMs) {
      this.older = this.newer;
      this.newer = new Set();
      this.since = nowMs;
    }
    if (this.newer.has(nonce) || this.older.has(nonce)) return false;
    this.newer.add(nonce);
    return true;
  }
}
