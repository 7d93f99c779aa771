import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

/** Commands sent side by side while the process is killed. */
const CALLERS = 16;
/** Ends the load when the process does not die by itself. */
const MOST_COMMANDS = 1_500;
const RANDOM_KILLS = Number(process.env['KILLS'] ?? '5');

/** Named places in the append, the projections and their tables; the number is the passage at which the process dies. */
const POINTS = [
  'append.after-begin:1',
  'append.after-begin:7',
  'append.after-load:3',
  'append.after-decide:1',
  'append.after-decide:9',
  'append.after-events:1',
  'append.after-events:5',
  'append.after-receipts:2',
  'append.before-commit:1',
  'append.before-commit:6',
  'append.after-commit:1',
  'append.after-commit:8',
  'projection.impact.after-fold:1',
  'projection.impact.after-fold:4',
  'projection.impact.after-checkpoint:2',
  'projection.impact.before-commit:1',
  'projection.impact.before-commit:5',
  'projection.activity_ledger.after-fold:2',
  'projection.activity_ledger.after-checkpoint:1',
  'projection.activity_ledger.before-commit:3',
];

interface Acknowledged {
  readonly key: string;
  readonly position: number;
}

describe('a process that is killed under load', () => {
  let ledger: RunningLedger;
  let sent = 0;
  const acknowledged: Acknowledged[] = [];

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.stop();
  }, 60_000);

  afterAll(() => discard(ledger));

  const body = (key: string): object => ({ kind: 'visit', place: `示例村 ${key}` });

  /** Sends until the process is gone; what was answered is acknowledged. */
  async function load(until: () => boolean): Promise<void> {
    const last = sent + MOST_COMMANDS;
    const caller = async (): Promise<void> => {
      while (!until() && sent < last) {
        sent += 1;
        const key = `visit-${sent}`;
        // A connection that breaks is the kill itself: the command was not acknowledged, so nothing is owed for it.
        const answer = await ledger.post('/api/activities', body(key), { 'Idempotency-Key': key }).catch(() => undefined);
        if (answer === undefined) return;
        if (answer.status === 201) acknowledged.push({ key, position: answer.body.position as number });
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  }

  /** Every acknowledged command is there once, the chain holds, and the figure counts what the log holds. */
  async function proveNothingLost(): Promise<void> {
    await ledger.restart();
    const positions = acknowledged.map((command) => command.position);
    expect(new Set(positions).size).toBe(positions.length);
    for (const { key, position } of acknowledged.slice(-40)) {
      const again = await ledger.post('/api/activities', body(key), { 'Idempotency-Key': key });
      expect([again.status, again.headers.get('Idempotent-Replay'), again.body.position]).toEqual([201, 'true', position]);
    }
    const { head } = (await ledger.get('/api/log/households?limit=1')) as { head: number };
    expect(head).toBeGreaterThanOrEqual(acknowledged.length);
    const { value } = await ledger.get(`/api/figures/activities.visits?after=households:${head}`);
    expect(value).toBe(head);
    const chains = (await ledger.get('/api/log/verify')) as unknown as { ok: boolean }[];
    expect(chains.every((chain) => chain.ok)).toBe(true);
  }

  test.each(POINTS)(
    'loses and doubles nothing at %s',
    async (point) => {
      await ledger.restart({ BANGFU_TEST: '1', BANGFU_FAIL_POINT: point });
      let gone = false;
      const end = ledger.ended().then((code) => {
        gone = true;
        return code;
      });
      await load(() => gone);
      expect(await end).toBeNull();
      await proveNothingLost();
      expect(await ledger.stop()).toBe(0);
    },
    60_000,
  );

  test(`loses and doubles nothing at ${RANDOM_KILLS} moments nobody chose`, async () => {
    for (let kill = 0; kill < RANDOM_KILLS; kill += 1) {
      await ledger.restart();
      let gone = false;
      const end = ledger.ended().then(() => (gone = true));
      const enough = acknowledged.length + 20 + Math.floor(Math.random() * 300);
      await load(() => {
        if (!gone && acknowledged.length >= enough) process.kill(ledger.pid, 'SIGKILL');
        return gone || acknowledged.length >= enough;
      });
      await end;
      await proveNothingLost();
      await ledger.stop();
    }
    expect(await ledger.cli('verify')).toMatchObject({ code: 0 });
  }, 240_000);

  it('answers what is in flight when it is asked to end, and ends with 0', async () => {
    await ledger.restart();
    let ending = false;
    const loaded = load(() => ending);
    const before = acknowledged.length;
    while (acknowledged.length < before + 50) await new Promise((resume) => setImmediate(resume));
    ending = true;
    expect(await ledger.stop()).toBe(0);
    await loaded;
    await proveNothingLost();
    await ledger.stop();
  }, 60_000);

  it('keeps its folder to itself and names the process that has it', async () => {
    await ledger.restart();
    const { pid } = ledger;
    const second = await ledger.cli('demo', 'clear');
    expect(second.code).toBe(1);
    expect(second.output).toContain(`LEDGER.IN_USE`);
    expect(second.output).toContain(String(pid));
    await ledger.stop();
  }, 60_000);
});
