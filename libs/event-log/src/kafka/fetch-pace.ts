/**
 * How often a reader asks for messages. A broker answers a waiting reader at every publication, and each answer costs both of
 * them as much as one with all the messages of the next moment: a reader whom nobody waits for asks less often.
 */
export class FetchPace {
  private dueAt = 0;

  /** @param everyMs at least so long between two answers; 0 = asks as soon as it can @param now milliseconds of a clock that is never set */
  constructor(
    private readonly everyMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get isSet(): boolean {
    return this.everyMs > 0;
  }

  /** An answer has come; what it brings is handed on at once. */
  answered(): void {
    this.dueAt = this.now() + this.everyMs;
  }

  /** How long to wait before the next question. */
  get restMs(): number {
    return this.isSet ? Math.max(0, this.dueAt - this.now()) : 0;
  }
}
