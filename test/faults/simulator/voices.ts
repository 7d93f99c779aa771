import { createHash } from 'node:crypto';
import type { Envelope, LogName } from '#contracts';
import type { Changes, Projection } from '#event-log';

export const VOICE_LOGS = ['directory', 'projects'] as const satisfies readonly LogName[];

/**
 * A read model over two logs in which every fault shows: a row per event (its key refuses a second time), counts and sums
 * per stream (which a second time changes) and the last word of a stream (which another order changes).
 */
export function voices(name: string): Projection {
  return {
    name,
    version: 1,
    logs: VOICE_LOGS,
    tables: [
      {
        name: `${name}_stream`,
        columns: [
          { name: 'log', type: 'id' },
          { name: 'stream', type: 'id' },
          { name: 'last', type: 'text', default: null },
          { name: 'times', type: 'integer', default: 0 },
          { name: 'letters', type: 'integer', default: 0 },
        ],
        primaryKey: ['log', 'stream'],
      },
      {
        name: `${name}_event`,
        columns: [
          { name: 'log', type: 'id' },
          { name: 'position', type: 'integer' },
          { name: 'word', type: 'text' },
        ],
        primaryKey: ['log', 'position'],
      },
      {
        name: `${name}_length`,
        columns: [
          { name: 'length', type: 'integer' },
          { name: 'times', type: 'integer', default: 0 },
        ],
        primaryKey: ['length'],
        sums: true,
      },
    ],
    handles: new Set(['UnitRenamed']),
    apply(event: Envelope, changes: Changes): void {
      const { name: word } = event.data as { readonly name: string };
      const key = { log: event.log, stream: event.streamId };
      changes.add(`${name}_stream`, key, { times: 1, letters: word.length });
      changes.set(`${name}_stream`, key, { last: word });
      changes.append(`${name}_event`, { log: event.log, position: event.position, word });
      changes.add(`${name}_length`, { length: word.length }, { times: 1 });
    },
  };
}

/** A command as its caller knows it, with what it was told. */
export interface Acknowledged {
  readonly log: LogName;
  readonly stream: string;
  readonly word: string;
  readonly position: number;
}

/** What the rows of {@link voices} must be, folded in the plainest way from what was acknowledged, hashed as the product hashes rows. */
export function oracleHash(name: string, acknowledged: readonly Acknowledged[]): string {
  const inOrder = [...acknowledged].sort((left, right) => compare(left.log, right.log) || left.position - right.position);
  const streams = new Map<string, (string | number)[]>();
  const lengths = new Map<number, number>();
  for (const { log, stream, word } of inOrder) {
    const [, , , times = 0, letters = 0] = streams.get(`${log} ${stream}`) ?? [];
    streams.set(`${log} ${stream}`, [log, stream, word, Number(times) + 1, Number(letters) + word.length]);
    lengths.set(word.length, (lengths.get(word.length) ?? 0) + 1);
  }
  const hash = createHash('sha256');
  const table = (suffix: string, rows: readonly unknown[]): void => {
    hash.update(`${name}_${suffix}\n`);
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  };
  table(
    'stream',
    [...streams.entries()].sort(([left], [right]) => compare(left, right)).map(([, row]) => row),
  );
  table(
    'event',
    inOrder.map(({ log, position, word }) => [log, position, word]),
  );
  table(
    'length',
    [...lengths].sort(([left], [right]) => left - right),
  );
  return hash.digest('hex');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
