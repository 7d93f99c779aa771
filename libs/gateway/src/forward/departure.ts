/**
 * Tells whoever waits for an answer on somebody's behalf that this somebody has gone. Instead of an `AbortSignal`, whose
 * abort makes an exception with a stack each time.
 */
export class Departure {
  private gone = false;
  private readonly listeners = new Set<() => void>();

  get hasGone(): boolean {
    return this.gone;
  }

  /** @returns stops listening */
  listen(leave: () => void): () => void {
    if (this.gone) leave();
    else this.listeners.add(leave);
    return () => this.listeners.delete(leave);
  }

  go(): void {
    this.gone = true;
    for (const leave of this.listeners) leave();
    this.listeners.clear();
  }
}
