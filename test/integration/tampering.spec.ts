import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const EVENTS = 8;

/** Whoever holds the file may change a row; the chain says which is the first that no longer holds. */
describe('a changed event table', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
    for (let visit = 1; visit <= EVENTS; visit += 1) {
      const { status } = await ledger.post(
        '/api/activities',
        { kind: 'visit', place: `示例村${visit}` },
        { 'Idempotency-Key': `visit-${visit}` },
      );
      expect(status).toBe(201);
    }
    await ledger.stop();
  }, 60_000);

  afterAll(() => discard(ledger));

  /** Makes a change, asks `verify`, and takes the change back. */
  async function verdictAfter(change: string, undo: string): Promise<string> {
    const run = (sql: string): void => {
      const file = new BetterSqlite3(join(ledger.folder, 'bangfu.sqlite'));
      file.exec(sql);
      file.close();
    };
    run('CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM event_households');
    run(change);
    const { code, output } = await ledger.cli('verify');
    run(`${undo}; DELETE FROM event_households; INSERT INTO event_households SELECT * FROM kept; DROP TABLE kept`);
    expect(code).toBe(1);
    return /households-(-?\d+) \((\w+)\)/.exec(output)?.slice(1, 3).join(' ') ?? output;
  }

  test.each([
    ['a flipped byte in the data', "UPDATE event_households SET data = replace(data, '示例村5', '示例村6') WHERE position = 5", '5 HASH'],
    ['a flipped byte in the author', "UPDATE event_households SET meta = replace(meta, 'tester', 'testeR') WHERE position = 3", '3 HASH'],
    ['another business day', "UPDATE event_households SET occurred_on = '2019-01-01' WHERE position = 1", '1 HASH'],
    ['another hash', "UPDATE event_households SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE position = 4", '4 HASH'],
    ['a removed row', 'DELETE FROM event_households WHERE position = 4', '4 MISSING'],
    ['a removed last row', `DELETE FROM event_households WHERE position = ${EVENTS}`, `${EVENTS} MISSING`],
    [
      'an inserted row',
      `UPDATE event_households SET position = -position WHERE position > 4; UPDATE event_households SET position = 1 - position WHERE position < 0;
       INSERT INTO event_households SELECT 5, 'activity-forged', 1, type, schema_version, occurred_on, recorded_at, data, meta, previous_hash, hash
       FROM event_households WHERE position = 3`,
      '5 PREVIOUS_HASH',
    ],
    [
      'an appended row',
      `INSERT INTO event_households SELECT ${EVENTS + 1}, 'activity-forged', 1, type, schema_version, occurred_on, recorded_at, data, meta, hash, hash
       FROM event_households WHERE position = ${EVENTS}`,
      `${EVENTS + 1} BEYOND_HEAD`,
    ],
    [
      'a row before the first',
      `INSERT INTO event_households SELECT 0, 'activity-forged', 1, type, schema_version, occurred_on, recorded_at, data, meta, previous_hash, hash
       FROM event_households WHERE position = 1`,
      '0 BEYOND_HEAD',
    ],
    [
      'two swapped rows',
      'UPDATE event_households SET position = 1000 WHERE position = 2; UPDATE event_households SET position = 2 WHERE position = 6; UPDATE event_households SET position = 6 WHERE position = 1000',
      '2 PREVIOUS_HASH',
    ],
  ])('is found at its first bad position: %s', async (_, change, verdict) => {
    expect(await verdictAfter(change, 'SELECT 1')).toBe(verdict);
  });

  it('is told to a client by its position and its kind, and how far each read model has read', async () => {
    await ledger.restart();
    const { projections } = (await ledger.get('/api/system')) as { projections: { projection: string; position: number }[] };
    expect(projections.find(({ projection }) => projection === 'activity_ledger')).toMatchObject({
      position: EVENTS,
      positions: { households: EVENTS },
    });
    const same = ['households-1', 'households-01', 'households-0'].map((id) => ledger.fetch(`/api/events/${id}`));
    expect((await Promise.all(same)).map(({ status }) => status)).toEqual([200, 404, 404]);
    const file = new BetterSqlite3(join(ledger.folder, 'bangfu.sqlite'));
    file.exec("UPDATE event_households SET data = replace(data, '示例村5', '示例村6') WHERE position = 5");
    const chains = (await ledger.get('/api/log/verify')) as unknown as { log: string }[];
    file.exec("UPDATE event_households SET data = replace(data, '示例村6', '示例村5') WHERE position = 5");
    file.close();
    await ledger.stop();
    expect(chains.find(({ log }) => log === 'households')).toMatchObject({ ok: false, firstBad: 5, fault: 'HASH' });
    expect(chains.find(({ log }) => log === 'purchases')).toEqual({
      log: 'purchases',
      events: 0,
      ok: true,
      headHash: expect.any(String) as string,
    });
  });

  it('verifies again once every row is as it was', async () => {
    expect(await ledger.cli('verify')).toMatchObject({ code: 0 });
  });
});
