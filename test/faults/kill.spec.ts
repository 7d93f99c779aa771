import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discard, RunningLedger, startLedger } from '../support/running-ledger.js';
import { REBUILD_PLACES, SHORT_REBUILD_PLACES, STANDALONE_PLACES, START_PLACES } from './places.js';

/** Commands sent side by side while the process is killed. */
const CALLERS = 16;
/** Ends the load when the process does not die by itself. */
const MOST_COMMANDS = 1_500;
/** Events that a rebuild does not leave for the transaction that switches. */
const MORE_THAN_THE_LAST_BATCH = 800;
/** `npm run faults -- --long`. */
const LONG = process.env['FAULTS_LONG'] === '1';
const RANDOM_KILLS = Number(process.env['KILLS'] ?? '5');
const LIMIT_MS = LONG ? 4 * 3_600_000 : 240_000;

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

  async function sameAnswerAgain({ key, position }: Acknowledged): Promise<void> {
    const again = await ledger.post('/api/activities', body(key), { 'Idempotency-Key': key });
    expect([again.status, again.headers.get('Idempotent-Replay'), again.body.position]).toEqual([201, 'true', position]);
  }

  /** Every acknowledged command is there once, the chain holds, and the figure counts what the log holds. */
  async function proveNothingLost(): Promise<void> {
    await ledger.restart();
    const positions = acknowledged.map((command) => command.position);
    expect(new Set(positions).size).toBe(positions.length);
    const some = acknowledged.filter((_, index) => index % 20 === 0 || index >= acknowledged.length - 20);
    await Promise.all(some.map(sameAnswerAgain));
    const { head } = (await ledger.get('/api/log/households?limit=1')) as { head: number };
    expect(head).toBeGreaterThanOrEqual(acknowledged.length);
    const { value } = await ledger.get(`/api/figures/activities.visits?after=households:${head}`);
    expect(value).toBe(head);
    const chains = (await ledger.get('/api/log/verify')) as unknown as { ok: boolean }[];
    expect(chains.every((chain) => chain.ok)).toBe(true);
  }

  /** Starts with a place to die at, loads until it has died there; what the last death left undone may lead it there before it is ready. */
  async function dieAt(place: string): Promise<void> {
    const starting = ledger.restart({ BANGFU_TEST: '1', BANGFU_FAIL_POINT: place });
    const isReady = await starting.then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.message.includes('ended with null')) return false;
        throw error;
      },
    );
    let gone = !isReady;
    const end = ledger.ended().then((code) => {
      gone = true;
      return code;
    });
    await load(() => gone);
    expect([place, await end]).toEqual([place, null]);
  }

  test.each(Object.entries(STANDALONE_PLACES))(
    'loses and doubles nothing at any place of the %s, one death after the other',
    async (_, places) => {
      for (const place of places) await dieAt(place);
      await proveNothingLost();
      expect(await ledger.stop()).toBe(0);
    },
    LIMIT_MS,
  );

  test.each(START_PLACES)(
    'begins as if nothing had happened when its first start dies at %s',
    async (place) => {
      const fresh = new RunningLedger(await mkdtemp(join(tmpdir(), 'bangfu-ledger-')), {});
      await expect(fresh.restart({ BANGFU_TEST: '1', BANGFU_FAIL_POINT: place })).rejects.toThrow('ended with null');
      await fresh.restart();
      expect(await fresh.post('/api/activities', body('first'))).toMatchObject({ status: 201, body: { position: 1 } });
      expect(await fresh.get('/api/figures/activities.visits?after=households:1')).toMatchObject({ value: 1 });
      await discard(fresh);
    },
    60_000,
  );

  test(
    `loses and doubles nothing at ${RANDOM_KILLS} moments nobody chose`,
    async () => {
      await ledger.restart();
      for (let kill = 0; kill < RANDOM_KILLS; kill += 1) {
        const end = ledger.ended();
        const enough = acknowledged.length + 20 + Math.floor(Math.random() * 300);
        await load(() => {
          if (acknowledged.length < enough) return false;
          process.kill(ledger.pid, 'SIGKILL');
          return true;
        });
        await end;
        await proveNothingLost();
      }
      await ledger.stop();
      expect(await ledger.cli('verify')).toMatchObject({ code: 0 });
    },
    LIMIT_MS,
  );

  describe('while it rebuilds a read model', () => {
    // More than a rebuild leaves for its last transaction.
    beforeAll(async () => {
      await ledger.restart();
      await load(() => acknowledged.length >= MORE_THAN_THE_LAST_BATCH);
      await ledger.stop();
    }, 60_000);

    test.each(LONG ? REBUILD_PLACES : SHORT_REBUILD_PLACES)(
      'shows what it showed before when a rebuild dies at %s',
      async (place) => {
        expect(await ledger.cliWith({ BANGFU_TEST: '1', BANGFU_FAIL_POINT: place }, 'rebuild', 'impact')).toMatchObject({ code: null });
        await proveNothingLost();
        expect(await ledger.stop()).toBe(0);
      },
      60_000,
    );
  });

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
