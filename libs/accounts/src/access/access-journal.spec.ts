import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { SqliteDatabase } from '#persistence';
import { SystemClock } from '#platform';
import { OFFICE_STEPS } from '../testing/office-rim.js';
import { AccessJournal } from './access-journal.js';

test('refuses at once what more would wait than memory is meant for, and writes what waits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-journal-'));
  const database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: OFFICE_STEPS });
  const journal = new AccessJournal(database, new SystemClock(), pino({ level: 'silent' }), 2);
  const write = (): Promise<void> =>
    journal.write({ kind: 'logout', account: 'a', address: '::1', route: 'DELETE /api/session', correlationId: 'c' });
  const written = await Promise.allSettled([write(), write(), write()]);
  expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(written[2]).toMatchObject({ reason: { problems: [{ code: 'ACCESS_LOG.UNAVAILABLE' }] } });
  await write();
  const [{ entries } = { entries: 0 }] = await database.read.all<{ entries: number }>('SELECT COUNT(*) AS entries FROM event_access');
  expect(entries).toBe(3);
  await database.close();
  rmSync(folder, { recursive: true });
});
