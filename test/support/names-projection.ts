import type { Envelope } from '#contracts';
import type { Changes, Projection } from '#event-log';

interface Renamed {
  readonly name: string;
}

/**
 * Per stream how often it was named, its last name and a number that depends on the order of all its names; and one row
 * per event. Counting an event twice, losing one or changing their order within a stream gives other rows.
 */
export function namesProjection(poison: (name: string) => boolean = () => false): Projection {
  return {
    name: 'names',
    version: 1,
    logs: ['directory'],
    tables: [
      {
        name: 'names',
        columns: [
          { name: 'stream', type: 'id' },
          { name: 'last', type: 'text', default: null },
          { name: 'times', type: 'integer', default: 0 },
          { name: 'letters', type: 'integer', default: 0 },
        ],
        primaryKey: ['stream'],
      },
      {
        name: 'names_event',
        columns: [
          { name: 'position', type: 'integer' },
          { name: 'name', type: 'text' },
        ],
        primaryKey: ['position'],
      },
    ],
    handles: new Set(['UnitRenamed']),
    apply(event: Envelope, changes: Changes): void {
      const { name } = event.data as Renamed;
      changes.add('names', { stream: event.streamId }, { times: 1, letters: name.length });
      // After the first change: what an event asked for before it failed must be forgotten with it.
      if (poison(name)) throw new TypeError('this name cannot be read');
      changes.set('names', { stream: event.streamId }, { last: name });
      changes.append('names_event', { position: event.position, name });
    },
  };
}

export interface NamesRow {
  readonly stream: string;
  readonly last: string;
  readonly times: number;
  readonly letters: number;
}

/** What the rows must be, folded in the plainest way from what was accepted. */
export class NamesOracle {
  private readonly rows = new Map<string, NamesRow>();
  private count = 0;

  accept(stream: string, name: string): void {
    const before = this.rows.get(stream) ?? { stream, last: '', times: 0, letters: 0 };
    this.rows.set(stream, { stream, last: name, times: before.times + 1, letters: before.letters + name.length });
    this.count += 1;
  }

  get events(): number {
    return this.count;
  }

  sorted(): NamesRow[] {
    return [...this.rows.values()].sort((left, right) => (left.stream < right.stream ? -1 : 1));
  }
}
