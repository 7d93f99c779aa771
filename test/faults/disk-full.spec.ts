import { spawnSync } from 'node:child_process';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { eventually } from '../support/eventually.js';

/** Files may not grow beyond one page: every write of a database fails, as on a full disk. */
const FULL = '4096:';
const ROOM_AGAIN = 'unlimited:';
const BACK_WITHIN_MS = 10_000;

describe('a standalone ledger whose disk is full', () => {
  let ledger: RunningLedger;
  let accepted = 0;

  beforeAll(async () => {
    ledger = await startLedger();
  }, 60_000);

  afterAll(() => discard(ledger));

  /** The soft limit of the running process alone; what it has open stays open. */
  function mostFileBytes(limit: string): void {
    const { status, stderr } = spawnSync('prlimit', ['--pid', String(ledger.pid), `--fsize=${limit}`], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  }

  async function visit(key: string): Promise<{ status: number; code: unknown }> {
    const { status, body } = await ledger.post('/api/activities', { kind: 'visit', place: '示例村' }, { 'Idempotency-Key': key });
    if (status === 201) accepted += 1;
    return { status, code: body.code };
  }

  it('answers commands with 503 and what to do, goes on answering questions, and takes the same commands when there is room', async () => {
    for (let index = 0; index < 20; index += 1) expect(await visit(`before-${index}`)).toMatchObject({ status: 201 });
    mostFileBytes(FULL);
    for (let index = 0; index < 5; index += 1) {
      // Whichever log is asked first: that of the households, or the access log, without which nothing is entered either.
      expect(await visit(`full-${index}`)).toEqual({
        status: 503,
        code: expect.stringMatching(/^(LEDGER|ACCESS_LOG)\.UNAVAILABLE$/) as string,
      });
    }
    expect(await ledger.get('/api/figures/activities.visits')).toMatchObject({ value: 20 });
    mostFileBytes(ROOM_AGAIN);
    await eventually('a command is accepted again', async () => (await visit('full-0')).status === 201, BACK_WITHIN_MS);
    for (let index = 1; index < 5; index += 1) expect(await visit(`full-${index}`)).toMatchObject({ status: 201 });
    expect(await ledger.get(`/api/figures/activities.visits?after=households:${accepted}`)).toMatchObject({ value: accepted });
    expect(await ledger.stop()).toBe(0);
    expect(await ledger.cli('verify')).toMatchObject({ code: 0 });
  });
});
