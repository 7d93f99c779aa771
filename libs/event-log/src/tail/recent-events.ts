import type { Position } from '#contracts';

/** Most events kept per log. */
const MOST_KEPT = 2_000;

/**
 * The last events of one log: those who follow it in this process read them from here instead of from the table, so an event
 * is parsed once for all read models, and only when the first of them wants it. A gap (a restart, another writer) empties it.
 */
export class RecentEvents<Event extends { readonly position: Position }> {
  private events: Event[] = [];

  remember(events: readonly Event[]): void {
    const next = (this.events.at(-1)?.position ?? 0) + 1;
    if (events[0]?.position !== next) this.events = [];
    this.events.push(...events);
    if (this.events.length > 2 * MOST_KEPT) this.events = this.events.slice(-MOST_KEPT);
  }

  /** Whether what is here ends just there. */
  endsAt(position: Position): boolean {
    return this.events.at(-1)?.position === position;
  }

  /** The events right after `after`, or `undefined` where they are not all here. */
  after(after: Position, limit: number): readonly Event[] | undefined {
    const first = this.events[0];
    if (first === undefined || after + 1 < first.position) return undefined;
    const from = after + 1 - first.position;
    // At the end of what is here the table may know more: another instance appends to it too.
    if (from >= this.events.length) return undefined;
    return this.events.slice(from, from + limit);
  }
}
