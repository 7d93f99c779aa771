import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogName } from '#contracts';
import { SqliteDatabase } from '#persistence';
import { AppendQueue } from '../append/append-queue.js';
import { CommitSignal } from '../append/commit-signal.js';
import { LocalEventLog } from '../append/local-event-log.js';
import { logSteps } from '../store/log-tables.js';
import { LogTail, type EventSource } from '../tail/log-tail.js';
import type { ReadEvent } from '../tail/read-event.js';
import { counting, now } from '../testing/counting-names.js';
import { contextOf, NAMES, renamed } from '../testing/suite.js';
import type { Projection } from './projection.js';
import { ProjectionHost } from './projection-host.js';
import { projectionSteps } from './projection-tables.js';
import { PulledTail } from './pulled-tail.js';
import { ProjectionRunner } from './runner.js';

const LOGS = ['directory', 'purchases'] as const;
const LONG_MS = 20_000;

/** The events of a log, which nobody gets before they are let go. */
class HeldSource implements EventSource {
  private letGo: () => void = () => undefined;
  private readonly held = new Promise<void>((resolve) => (this.letGo = resolve));

  constructor(private readonly source: EventSource) {}

  get log(): LogName {
    return this.source.log;
  }

  release(): void {
    this.letGo();
  }

  async readAfter(after: number, limit: number): Promise<readonly ReadEvent[]> {
    await this.held;
    return this.source.readAfter(after, limit);
  }

  head(): Promise<number> {
    return this.source.head();
  }
}

describe('projections that follow logs of their process', () => {
  let folder: string;
  let database: SqliteDatabase;
  let signal: CommitSignal;
  let sources: ReadonlyMap<LogName, EventSource>;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-tails-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...logSteps(LOGS), ...projectionSteps] });
    signal = new CommitSignal();
    sources = new Map(LOGS.map((log) => [log, new LogTail(log, database, signal)]));
    stop = () => Promise.resolve();
  });

  afterEach(async () => {
    await stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function named(log: LogName, name: string, at = now()): Promise<void> {
    const entries = new LocalEventLog(new AppendQueue(log, database, signal), database);
    const unit = { id: `${log}-unit`, definition: NAMES };
    await entries.submit(contextOf({ key: `${log}-${name}`, now: at }), unit.id, { unit }, () => [renamed(name)]);
  }

  /** A projection of its own name and tables. */
  function following(name: string, logs: readonly LogName[] = ['directory']): Projection {
    const all = counting();
    const tables = all.tables.map((table) => ({ ...table, name: table.name.replace('suite', name) }));
    const tableOf = (table: string): string => table.replace('suite', name);
    return {
      ...all,
      name,
      logs,
      tables,
      apply: (event, changes) =>
        all.apply(event, {
          append: (table, row) => changes.append(tableOf(table), row),
          set: (table, key, columns) => changes.set(tableOf(table), key, columns),
          ensure: (table, key, columns) => changes.ensure(tableOf(table), key, columns),
          add: (table, key, amounts) => changes.add(tableOf(table), key, amounts),
        }),
    };
  }

  async function tailOf(projection: Projection, from = sources): Promise<PulledTail> {
    const runner = new ProjectionRunner(projection, from, database, now);
    await runner.prepare();
    return new PulledTail(runner, from, (error) => {
      throw error;
    });
  }

  function hosted(...tails: readonly PulledTail[]): ProjectionHost {
    const host = new ProjectionHost(tails, signal);
    host.start();
    stop = () => host.stop();
    return host;
  }

  it('are behind by what all their logs have more, for as long as the oldest event that is not read has been waiting', async () => {
    await named('directory', '一', '2020-01-01T00:00:00.000Z');
    await named('directory', '二', '2020-03-01T00:00:00.000Z');
    await named('purchases', '三', '2020-02-01T00:00:00.000Z');
    const tail = await tailOf(following('both', LOGS));
    const heads = new Map<LogName, number>([
      ['directory', 2],
      ['purchases', 1],
    ]);
    const { behindBy, lagMs } = await tail.lag(heads);
    expect(behindBy).toBe(3);
    expect(Date.now() - lagMs - Date.parse('2020-01-01T00:00:00.000Z')).toBeLessThan(60_000);
    hosted(tail);
    await tail.reach(
      [...heads].map(([log, position]) => ({ log, position })),
      performance.now() + LONG_MS,
    );
    expect(await tail.lag(heads)).toEqual({ behindBy: 0, lagMs: 0 });
  });

  it('are woken by a commit to one of their logs, and read it', async () => {
    const tail = await tailOf(following('woken', LOGS));
    const host = hosted(tail);
    const moved = new Promise<unknown>((resolve) => {
      const end = host.listen((projection, log, position) => {
        end();
        resolve({ projection, log, position });
      });
    });
    await named('directory', '一');
    expect(await moved).toEqual({ projection: 'woken', log: 'directory', position: 1 });
  });

  it('are waited for until the slowest of those named is there; where none is named, the first that has read it is enough', async () => {
    const held = new HeldSource(new LogTail('directory', database, signal));
    const slow = await tailOf(following('slow'), new Map([['directory', held]]));
    const host = hosted(await tailOf(following('quick')), slow);
    await named('directory', '一');
    const seen = [{ log: 'directory' as const, position: 1 }];
    expect(await host.waitFor(['quick'], seen, LONG_MS)).toBe(0);
    expect(await host.waitFor(['quick', 'slow'], seen, 30)).toBe(1);
    expect(await host.waitFor([], seen, LONG_MS)).toBe(0);
    expect(await host.waitFor([], [{ log: 'directory', position: 4 }], 30)).toBe(3);
    held.release();
    expect(await host.waitFor(['quick', 'slow'], seen, LONG_MS)).toBe(0);
  });

  it('are not waited for where none of them follows the log', async () => {
    const host = hosted(await tailOf(following('quick')));
    const seen = [{ log: 'purchases' as const, position: 7 }];
    expect(await host.waitFor([], seen, LONG_MS)).toBe(0);
    expect(await host.waitFor(['quick'], seen, LONG_MS)).toBe(0);
  });

  it('are waited for no longer once they have stopped', async () => {
    const host = hosted(await tailOf(following('quick')));
    const until = performance.now() + LONG_MS;
    const waiting = host.waitFor(['quick'], [{ log: 'directory', position: 1 }], LONG_MS);
    await host.stop();
    expect(await waiting).toBe(1);
    expect(performance.now()).toBeLessThan(until);
  });

  it('read nothing more once they have stopped', async () => {
    const tail = await tailOf(following('stopped'));
    const host = hosted(tail);
    await named('directory', '一');
    expect(await host.waitFor(['stopped'], [{ log: 'directory', position: 1 }], LONG_MS)).toBe(0);
    await host.stop();
    await named('directory', '二');
    expect(await host.waitFor(['stopped'], [{ log: 'directory', position: 2 }], 30)).toBe(1);
    expect(await database.read.all('SELECT last FROM stopped_names')).toEqual([{ last: '一' }]);
  });
});
