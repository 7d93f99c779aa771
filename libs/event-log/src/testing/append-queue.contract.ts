import { isRefusal, refuse } from '#contracts';
import { verifyChain } from '../store/verify-chain.js';
import { losingCommits, renamed, type Rule, SuiteLog } from './suite.js';

const codeOf = (result: Awaited<ReturnType<SuiteLog['name']>>): string | undefined =>
  isRefusal(result) ? result.problems[0]?.code : undefined;

/** What every database must give the append queue (design §3). */
export const APPEND_QUEUE_RULES: readonly Rule[] = [
  [
    'positions of many callers over two queues are gapless, unique, and the chain holds',
    async (database) => {
      const [even, odd] = [new SuiteLog(database), new SuiteLog(database)];
      const asked = Array.from({ length: 200 }, (_, index) =>
        (index % 2 === 0 ? even : odd).named(`c-${index}`, `unit-${index % 7}`, `名${index}`),
      );
      const positions = await Promise.all(asked);
      expect(positions.sort((one, other) => one - other)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
      expect(await verifyChain('directory', database)).toMatchObject({ ok: true, events: 200 });
    },
  ],
  [
    'the same key with the same body gets the first answer again, in a later batch and within one',
    async (database) => {
      const suite = new SuiteLog(database);
      const ask = (): ReturnType<SuiteLog['name']> => suite.name({ key: 'k' }, 'unit-1', () => [renamed('一')]);
      const [first, second] = await Promise.all([ask(), ask()]);
      const third = await ask();
      expect([first, second, third]).toMatchObject([{ replayed: false }, { replayed: true }, { replayed: true }]);
      expect(await suite.log.history('unit-1')).toHaveLength(1);
    },
  ],
  [
    'the same key with another body is refused and writes nothing',
    async (database) => {
      const suite = new SuiteLog(database);
      await suite.named('k', 'unit-1', '一');
      const other = await suite.name({ key: 'k', fingerprint: 'another' }, 'unit-1', () => [renamed('二')]);
      expect(codeOf(other)).toBe('COMMAND.KEY_REUSED');
      expect(await suite.log.history('unit-1')).toHaveLength(1);
    },
  ],
  [
    'a command whose receipt the release before wrote gets its first answer',
    async (database) => {
      const suite = new SuiteLog(database);
      await suite.name({ key: 'k', fingerprint: 'as it was' }, 'unit-1', () => [renamed('一')]);
      const told = { key: 'k', fingerprint: 'as it is', formerFingerprint: 'as it was' };
      expect(await suite.name(told, 'unit-1', () => [renamed('一')])).toMatchObject({ replayed: true, answer: { position: 1 } });
      const other = await suite.name({ ...told, formerFingerprint: 'another' }, 'unit-1', () => [renamed('二')]);
      expect(codeOf(other)).toBe('COMMAND.KEY_REUSED');
    },
  ],
  [
    'a stale expected version is refused with the current one',
    async (database) => {
      const suite = new SuiteLog(database);
      await suite.named('a', 'unit-1', '一');
      const stale = await suite.name({ key: 'b', expectedVersion: 0 }, 'unit-1', () => [renamed('二')]);
      expect(stale).toMatchObject({ problems: [{ code: 'STREAM.VERSION_CONFLICT', params: { currentVersion: 1 } }] });
    },
  ],
  [
    'a refused command leaves no event and no receipt: the same key may be decided anew',
    async (database) => {
      const suite = new SuiteLog(database);
      const no = await suite.name({ key: 'k' }, 'unit-1', () => refuse('LEDGER.BUSY'));
      expect(codeOf(no)).toBe('LEDGER.BUSY');
      expect(await suite.named('k', 'unit-1', '一')).toBe(1);
    },
  ],
  [
    'what is known to be wrong is told with what the decision finds, and never passes',
    async (database) => {
      const suite = new SuiteLog(database);
      const pending = [{ code: 'DATE.FUTURE', path: 'occurredOn' }] as const;
      const codes = async (key: string, decide: () => ReturnType<typeof refuse> | ReturnType<typeof renamed>[]): Promise<unknown> => {
        const result = await suite.name({ key, pending }, 'unit-1', decide);
        return isRefusal(result) ? result.problems.map(({ code }) => code) : result.answer;
      };
      expect(await codes('a', () => refuse('ORDER.OVERPAID'))).toEqual(['DATE.FUTURE', 'ORDER.OVERPAID']);
      expect(await codes('b', () => [renamed('一')])).toEqual(['DATE.FUTURE']);
      expect(await codes('c', () => refuse('RECORD.NOT_FOUND'))).toEqual(['RECORD.NOT_FOUND']);
      expect(await suite.log.history('unit-1')).toHaveLength(0);
    },
  ],
  [
    'a decision that throws fails its own caller and nobody else of the batch',
    async (database) => {
      const suite = new SuiteLog(database);
      const outcomes = await Promise.allSettled([
        suite.named('a', 'unit-1', '一'),
        suite.name({ key: 'b' }, 'unit-1', () => {
          throw new RangeError('a fault');
        }),
        suite.named('c', 'unit-1', '二'),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await suite.log.history('unit-1')).toHaveLength(2);
    },
  ],
  [
    'decisions of one batch see the events of those before them: what can begin once begins once',
    async (database) => {
      const suite = new SuiteLog(database);
      const begin = (key: string): ReturnType<SuiteLog['name']> =>
        suite.name({ key }, 'order-832-1', (names) => (names.length === 0 ? [renamed(key)] : refuse('ORDER.DUPLICATE')));
      const results = await Promise.all(['a', 'b', 'c'].map(begin));
      expect(results.map(codeOf)).toEqual([undefined, 'ORDER.DUPLICATE', 'ORDER.DUPLICATE']);
    },
  ],
  [
    'two queues over one database let one of them begin a stream',
    async (database) => {
      const begin = (suite: SuiteLog, key: string): ReturnType<SuiteLog['name']> =>
        suite.name({ key }, 'order-832-1', (names) => (names.length === 0 ? [renamed(key)] : refuse('ORDER.DUPLICATE')));
      const results = await Promise.all([begin(new SuiteLog(database), 'a'), begin(new SuiteLog(database), 'b')]);
      expect(results.map(codeOf).filter((code) => code === undefined)).toHaveLength(1);
    },
  ],
  [
    'a commit whose answer was lost is settled by its receipts: every command there once',
    async (database) => {
      const suite = new SuiteLog(losingCommits(database, 2));
      const positions = await Promise.all(Array.from({ length: 20 }, (_, index) => suite.named(`c-${index}`, 'unit-1', String(index))));
      expect(positions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(await suite.log.history('unit-1')).toHaveLength(20);
      expect(suite.queue.counts.retries).toBe(2);
    },
  ],
  [
    'a clock that steps back never puts an entry before one that is known',
    async (database) => {
      const suite = new SuiteLog(database);
      await suite.name({ key: 'a', now: '2020-05-01T00:00:00.000Z' }, 'unit-1', () => [renamed('一')]);
      await suite.name({ key: 'b', now: '2020-04-01T00:00:00.000Z' }, 'unit-1', () => [renamed('二')]);
      expect((await suite.log.history('unit-1')).map(({ recordedAt }) => recordedAt)).toEqual(Array(2).fill('2020-05-01T00:00:00.000Z'));
    },
  ],
  [
    'a text is stored exactly: quotes, a rare character, an emoji, a formula',
    async (database) => {
      const suite = new SuiteLog(database);
      const name = '=1+1 "示例"\'𠮷🥝; -- {0} \\ %s ?';
      await suite.named('a', 'unit-1', name);
      expect(
        (await suite.log.load({ id: 'unit-1', definition: { initial: '', evolve: (_, event) => (event.data as { name: string }).name } }))
          .state,
      ).toBe(name);
    },
  ],
  [
    'streams whose ids differ only in case, accent or trailing blank are different streams',
    async (database) => {
      const suite = new SuiteLog(database);
      for (const stream of ['order-a', 'order-A', 'order-á', 'order-a ']) await suite.named(stream, stream, stream);
      for (const stream of ['order-a', 'order-A', 'order-á', 'order-a ']) expect(await suite.log.history(stream)).toHaveLength(1);
    },
  ],
  [
    'a closed queue answers what waits and refuses what comes',
    async (database) => {
      const suite = new SuiteLog(database);
      const waiting = suite.named('a', 'unit-1', '一');
      await suite.queue.close();
      expect(await waiting).toBe(1);
      expect(codeOf(await suite.name({ key: 'b' }, 'unit-1', () => [renamed('二')]))).toBe('LEDGER.STOPPING');
    },
  ],
];
