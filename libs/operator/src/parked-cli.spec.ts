import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feedSteps, Ledger, logSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { FindingError } from './finding-error.js';
import { listParked, returnMessage, setMessageAside } from './parked-cli.js';

const AT = '2026-11-26T01:02:03.000Z';
const PARKED =
  'INSERT INTO parked_event (projection, log, position, stream_id, type, reason, attempts, first_failed_at, last_failed_at)' +
  " VALUES ('impact', 'directory', ?, 's', 'unreadable-message', 'why', 1, '', '')";
const DECIDED =
  'INSERT INTO parked_decision (log, position, number, decision, decided_by, reason, decided_at)' +
  " VALUES ('directory', ?, ?, ?, '王五', ?, ?)";

let folder: string;
let database: SqliteDatabase;
let lines: string[];
const print = (line: string): void => void lines.push(line);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-parked-'));
  const steps = [...logSteps(['directory']), ...projectionSteps, ...feedSteps];
  database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
  lines = [];
  await database.transaction('durable', async (session) => {
    for (const position of [-3001, -2001, 7]) await session.run(PARKED, [position]);
  });
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A ledger that is one process, as in the standalone tier. */
function alone(): Ledger {
  return new Ledger({ database, logs: ['directory'], projections: [], now: () => AT, report: () => undefined });
}

function decided(position: number, number: number, decision: string, reason: string): Promise<unknown> {
  return database.transaction('durable', (session) => session.run(DECIDED, [position, number, decision, reason, AT]));
}

async function refusal(work: Promise<void>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof FindingError ? error.message : String(error)),
  );
}

test('what is parked alone is listed under one heading', async () => {
  await listParked(database, print);
  expect(lines).toEqual([
    'impact\tdirectory--3001\tunreadable-message\t1\twhy',
    'impact\tdirectory--2001\tunreadable-message\t1\twhy',
    'impact\tdirectory-7\tunreadable-message\t1\twhy',
    '3 条 / parked',
  ]);
});

test('what is set aside is listed under its own heading, with every decision; what was taken back is parked again', async () => {
  await decided(-2001, 1, 'set-aside', '外来消息');
  await decided(-3001, 1, 'set-aside', '看错了');
  await decided(-3001, 2, 'returned', '是账里的');
  await listParked(database, print);
  expect(lines.slice(2)).toEqual([
    '2 条 / parked',
    '存查，不再算作搁置 / set aside, not counted as parked:',
    'impact\tdirectory--2001\tunreadable-message\t1\twhy',
    '历次决定 / decisions:',
    `directory--3001\t存查 / set aside\t${AT}\t王五\t看错了`,
    `directory--3001\t取消存查 / taken back\t${AT}\t王五\t是账里的`,
    `directory--2001\t存查 / set aside\t${AT}\t王五\t外来消息`,
  ]);
});

test.each([
  [
    'directory-7',
    { reason: '外来消息' },
    /^PARKED\.IN_LOG “directory-7”是账里的一个事件.* \/ “directory-7” is an event of the ledger.*parked replay/,
  ],
  ['directory-8', { reason: '外来消息' }, /^PARKED\.UNKNOWN “directory-8”没有被搁置.* \/ .*parked list/],
  ['directory--2001', { reason: '?' }, /^PARKED\.REASON_REQUIRED 原因应有 4 至 500 个字.* \/ The reason must have 4 to 500 letters/],
  ['directory--2001', { reason: '外来消息', by: ' ' }, /^PARKED\.WHO_REQUIRED .* \/ Who decides.*--by/],
])('%s with %j is refused by its code, in both languages, and nothing is decided', async (id, options, sentence) => {
  expect(await refusal(setMessageAside(alone(), id, options, print))).toMatch(sentence);
  expect(lines).toEqual([]);
  expect(await database.read.all('SELECT * FROM parked_decision')).toEqual([]);
});

test('what is not set aside is not taken back', async () => {
  expect(await refusal(returnMessage(alone(), 'directory--2001', { reason: '看错了，是账里的' }, print))).toMatch(/^PARKED\.NOT_ASIDE /);
  expect(await database.read.all('SELECT * FROM parked_decision')).toEqual([]);
});
