import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { eventually } from '#platform/testing';
import { durably, GroupCommit } from './group-commit.js';

describe('a group commit', () => {
  it('takes what came meanwhile together, in order, at most so many at once', async () => {
    const batches: (readonly number[])[] = [];
    let release = (): void => undefined;
    const group = new GroupCommit<number>(3, (batch) => {
      batches.push(batch);
      return new Promise((resume) => (release = resume));
    });
    group.add(1);
    await eventually('the first is on its way', () => batches.length === 1);
    for (const item of [2, 3, 4, 5]) group.add(item);
    expect(group.size).toBe(4);
    release();
    await eventually('the next are on their way', () => batches.length === 2);
    release();
    await eventually('the last is on its way', () => batches.length === 3);
    release();
    await group.settled();
    expect([batches, group.size]).toEqual([[[1], [2, 3, 4], [5]], 0]);
  });

  it('begins anew after it had nothing left', async () => {
    const batches: (readonly number[])[] = [];
    const group = new GroupCommit<number>(3, (batch) => Promise.resolve(void batches.push(batch)));
    for (const item of [1, 2]) {
      group.add(item);
      await group.settled();
    }
    expect(batches).toEqual([[1], [2]]);
  });
});

describe('a durable transaction', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-durably-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [] });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  /** Fails so many times and then answers. @returns the answer or the code, and how many attempts and repetitions there were */
  async function failing(times: number, code: string): Promise<unknown[]> {
    let [attempts, again] = [0, 0];
    const work = (): Promise<string> => {
      attempts += 1;
      return attempts > times ? Promise.resolve('written') : Promise.reject(Object.assign(new Error(code), { code }));
    };
    const end = await durably(database, work, () => (again += 1)).catch((error: unknown) => String(error));
    return [end, attempts, again];
  }

  it.each([
    ['is run again where the file was busy', 4, 'SQLITE_BUSY', ['written', 5, 4]],
    ['is given up after five attempts', 5, 'SQLITE_BUSY', ['Error: SQLITE_BUSY', 5, 4]],
    ['is not run again for a fault that stays', 1, 'SQLITE_CONSTRAINT', ['Error: SQLITE_CONSTRAINT', 1, 0]],
  ])('%s', async (_sentence, times, code, end) => {
    expect(await failing(times, code)).toEqual(end);
  });
});
