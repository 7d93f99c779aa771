import type { Position } from '#contracts';

/** Positions per page; a page that is full is forgotten once all before it are. */
const PAGE = 4_096;

interface Page {
  readonly bits: Uint8Array;
  count: number;
}

/**
 * Which positions of one log have been read, in whatever order partitions bring them: positions are gapless, so what is
 * missing below the highest was lost or is on its way. Costs a bit for each position between the first one missing and the highest.
 */
export class SeenPositions {
  highest: Position = 0;
  private readonly pages = new Map<number, Page>();
  /** All pages before this one are full. */
  private from = 0;

  add(position: Position): void {
    const index = position - 1;
    const number = Math.floor(index / PAGE);
    this.highest = Math.max(this.highest, position);
    if (number < this.from) return;
    const page = this.pages.get(number) ?? { bits: new Uint8Array(PAGE / 8), count: 0 };
    this.pages.set(number, page);
    const [byte, bit] = [(index % PAGE) >> 3, 1 << (index & 7)];
    if (((page.bits[byte] ?? 0) & bit) !== 0) return;
    page.bits[byte] = (page.bits[byte] ?? 0) | bit;
    page.count += 1;
    while (this.pages.get(this.from)?.count === PAGE) {
      this.pages.delete(this.from);
      this.from += 1;
    }
  }

  /** The lowest positions up to `limit` that have not been seen, at most `most` of them. */
  missing(limit: Position, most: number): Position[] {
    const found: Position[] = [];
    for (let number = this.from; number * PAGE < limit && found.length < most; number += 1) {
      if (this.pages.get(number)?.count === PAGE) continue;
      const last = Math.min(limit, (number + 1) * PAGE);
      for (let position = number * PAGE + 1; position <= last && found.length < most; position += 1)
        if (!this.has(position)) found.push(position);
    }
    return found;
  }

  private has(position: Position): boolean {
    const index = position - 1;
    const byte = this.pages.get(Math.floor(index / PAGE))?.bits[(index % PAGE) >> 3] ?? 0;
    return (byte & (1 << (index & 7))) !== 0;
  }
}
