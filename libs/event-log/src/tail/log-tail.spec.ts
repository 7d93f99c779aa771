import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal, UnknownEventError } from '#contracts';
import { SqliteDatabase } from '#persistence';
import { logSteps } from '../store/log-tables.js';
import { contextOf, NAMES, renamed, SuiteLog } from '../testing/suite.js';
import { LogTail } from './log-tail.js';
import { StoredReadEvent } from './read-event.js';

describe('the tail of a log', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-tail-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: logSteps(['directory', 'purchases']) });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One command of somebody, with a name for each of its events. */
  async function names(suite: SuiteLog, account: string, ...given: readonly string[]): Promise<void> {
    const asked = contextOf({ key: `${account}-${given.join()}` });
    const context = { ...asked, meta: { ...asked.meta, actor: { account, roles: [], unitId: null } } };
    const unit = { id: 'unit-1', definition: NAMES };
    if (isRefusal(await suite.log.submit(context, unit.id, { unit }, () => given.map(renamed)))) throw new Error('refused');
  }

  const namesAfter = async (tail: LogTail, after: number, limit = 100): Promise<unknown[]> =>
    (await tail.readAfter(after, limit)).map((event) => (event.envelope().data as { readonly name: string }).name);

  it('hands the very events that were just committed to all who follow it, so that each is decoded once', async () => {
    const suite = new SuiteLog(database);
    const tail = new LogTail('directory', database, suite.signal);
    await names(suite, '甲', '一', '二');
    const [first] = await tail.readAfter(0, 1);
    const [again] = await tail.readAfter(0, 2);
    expect(first).toBeDefined();
    expect(again).toBe(first);
    expect(again?.envelope()).toBe(first?.envelope());
  });

  it('reads on from the table where another process has appended, and between its events', async () => {
    const [one, other] = [new SuiteLog(database), new SuiteLog(database)];
    const tail = new LogTail('directory', database, one.signal);
    await names(one, '甲', '一');
    await names(other, '乙', '二');
    expect(await namesAfter(tail, 1)).toEqual(['二']);
    await names(one, '甲', '三');
    expect(await namesAfter(tail, 0)).toEqual(['一', '二', '三']);
    expect(await namesAfter(tail, 1)).toEqual(['二', '三']);
    expect(await namesAfter(tail, 0, 2)).toEqual(['一', '二']);
    expect(await tail.head()).toBe(3);
  });

  it('keeps to its own log', async () => {
    const suite = new SuiteLog(database);
    const tail = new LogTail('purchases', database, suite.signal);
    await names(suite, '甲', '一');
    expect(await tail.readAfter(0, 100)).toEqual([]);
  });

  it('says of every event who entered it, those of one command and those of the next', async () => {
    const suite = new SuiteLog(database);
    await names(suite, '甲', '一', '二');
    await names(suite, '乙', '三');
    await names(suite, '甲', '四');
    const read = await new LogTail('directory', database).readAfter(0, 100);
    expect(read.map((event) => event.envelope().meta.actor.account)).toEqual(['甲', '甲', '乙', '甲']);
  });

  it('tells where an event stands that this release cannot read, and neither its payload nor the whole of it', async () => {
    await names(new SuiteLog(database), '甲', '一');
    const [row] = await database.read.all<ConstructorParameters<typeof StoredReadEvent>[1]>('SELECT * FROM event_directory');
    if (row === undefined) throw new Error('the event is in the log');
    const event = new StoredReadEvent('directory', { ...row, schema_version: 99 });
    expect([event.position, event.streamId, event.streamVersion, event.type, event.occurredOn]).toEqual([
      1,
      'unit-1',
      1,
      'UnitRenamed',
      '2020-01-01',
    ]);
    expect(() => event.data()).toThrow(UnknownEventError);
    expect(() => event.envelope()).toThrow(UnknownEventError);
  });
});
