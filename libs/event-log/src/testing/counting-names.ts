import type { Envelope, LogName } from '#contracts';
import type { Database } from '#persistence';
import type { Changes, Projection } from '../projection/projection.js';
import { ProjectionRunner } from '../projection/runner.js';
import { LogTail } from '../tail/log-tail.js';
import type { SuiteLog } from './suite.js';

export const now = (): string => '2020-01-01T00:00:00.000Z';

/** Counts names per stream and keeps the last, and sums up how often names of a length came; `poison` names what its reducer cannot take. */
export function counting(poison: { name?: string } = {}, version = 1): Projection {
  return {
    name: 'suite_names',
    version,
    logs: ['directory'],
    tables: [
      {
        name: 'suite_names',
        columns: [
          { name: 'unit', type: 'id' },
          { name: 'last', type: 'text', default: null },
          { name: 'times', type: 'integer', default: 0 },
        ],
        primaryKey: ['unit'],
        indexes: [{ name: 'times', columns: ['times'] }],
      },
      {
        name: 'suite_lengths',
        columns: [
          { name: 'length', type: 'integer' },
          { name: 'first', type: 'integer' },
          { name: 'times', type: 'integer', default: 0 },
        ],
        primaryKey: ['length', 'first'],
        sums: true,
      },
    ],
    handles: new Set(['UnitRenamed']),
    apply(event: Envelope, changes: Changes): void {
      const { name } = event.data as { readonly name: string };
      changes.add('suite_names', { unit: event.streamId }, { times: 1 });
      changes.add('suite_lengths', { length: name.length, first: name.charCodeAt(0) }, { times: 1 });
      // After the first changes: what an event asked for before it failed must be forgotten with it.
      if (name === poison.name) throw new TypeError('this name cannot be read');
      changes.set('suite_names', { unit: event.streamId }, { last: name });
    },
  };
}

/** The same, but names that begin so change no row. */
export function ignoring(beginning: string): Projection {
  const all = counting();
  return {
    ...all,
    apply(event: Envelope, changes: Changes): void {
      if (!(event.data as { readonly name: string }).name.startsWith(beginning)) all.apply(event, changes);
    },
  };
}

export function sourcesOf(database: Database): ReadonlyMap<LogName, LogTail> {
  return new Map([['directory', new LogTail('directory', database)]]);
}

export function runnerOn(database: Database, projection = counting()): ProjectionRunner {
  return new ProjectionRunner(projection, sourcesOf(database), database, now);
}

/** Prepares a runner and lets it read to the head. */
export async function caughtUp(runner: ProjectionRunner): Promise<ProjectionRunner> {
  await runner.prepare();
  while (await runner.runOnce());
  return runner;
}

/** What the live rows say, by unit. */
export function rows(database: Database): Promise<{ unit: string; last: string; times: number }[]> {
  return database.read.all('SELECT unit, last, times FROM suite_names ORDER BY unit');
}

/** Names a stream several times, in order. */
export async function names(suite: SuiteLog, stream: string, ...given: readonly string[]): Promise<void> {
  for (const name of given) await suite.named(`${stream}-${name}`, stream, name);
}
