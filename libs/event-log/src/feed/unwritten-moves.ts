import { type CursorMove, cursorKey } from './partition-checkpoint.js';

/** Most messages that change no row before the cursors are moved behind them: what is read again after a crash. */
const MOST_MESSAGES = 5_000;

/**
 * Moves of cursors that no row hangs on. They are written together, each partition once: from where its cursor stands in the
 * database to where reading has come, so that the fence is the same as with a move for every batch.
 */
export class UnwrittenMoves {
  private readonly moves = new Map<string, CursorMove>();
  private messages = 0;
  private since = 0;

  get isEmpty(): boolean {
    return this.moves.size === 0;
  }

  add(moves: readonly CursorMove[]): void {
    if (this.moves.size === 0) this.since = performance.now();
    for (const { from, to } of moves) {
      const key = cursorKey(from);
      this.moves.set(key, { from: this.moves.get(key)?.from ?? from, to });
      this.messages += to.offset - from.offset;
    }
  }

  /** @param mostMs how long they may stay unwritten */
  isDue(mostMs: number): boolean {
    return this.moves.size > 0 && (this.messages >= MOST_MESSAGES || performance.now() - this.since >= mostMs);
  }

  /** All of them, which are forgotten here. */
  take(): CursorMove[] {
    const moves = [...this.moves.values()];
    this.moves.clear();
    this.messages = 0;
    return moves;
  }
}
