import { WaitEndedError } from '../turns.js';
import { type DatabaseRule, errorOf, opened } from './database-suite.js';

/** Work that lasts until it is told to end, and whether it has begun. */
export interface HeldWork {
  readonly begun: Promise<void>;
  readonly work: () => Promise<string>;
  readonly end: () => void;
}

export function heldWork(): HeldWork {
  let began: () => void = () => undefined;
  let end: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (began = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const work = async (): Promise<string> => {
    began();
    await ended;
    return 'held';
  };
  return { begun, work, end: () => end() };
}

/** What work of a name promises (`Database.exclusively`). */
export const LOCK_RULES: readonly DatabaseRule[] = [
  [
    'work of one name takes turns, whatever becomes of the one before; another name is not waited for',
    async (harness) => {
      const database = await opened(harness);
      const { begun, work, end } = heldWork();
      const first = database.exclusively('one', work);
      await begun;
      const order: string[] = [];
      const second = database.exclusively('one', () => {
        order.push('second');
        return Promise.reject(new RangeError('stop'));
      });
      const third = database.exclusively('one', async () => order.push('third'));
      expect(await database.exclusively('other', () => Promise.resolve('free'))).toBe('free');
      expect(order).toEqual([]);
      end();
      expect(await first).toBe('held');
      expect(await errorOf(second)).toBeInstanceOf(RangeError);
      expect(await third).toBe(2);
      expect(order).toEqual(['second', 'third']);
    },
  ],
  [
    'who waits no longer is told so while the holder goes on, has begun nothing, and the next one comes to its turn',
    async (harness) => {
      const database = await opened(harness);
      const { begun, work, end } = heldWork();
      const holder = database.exclusively('one', work);
      await begun;
      const waiting = new AbortController();
      let hasBegun = false;
      const waiter = database.exclusively('one', async () => void (hasBegun = true), waiting.signal);
      const next = database.exclusively('one', () => Promise.resolve('next'));
      waiting.abort();
      expect(await errorOf(waiter)).toBeInstanceOf(WaitEndedError);
      const late = database.exclusively('one', () => Promise.resolve('late'), waiting.signal);
      expect(await errorOf(late)).toBeInstanceOf(WaitEndedError);
      end();
      expect([await holder, await next, hasBegun]).toEqual(['held', 'next', false]);
    },
  ],
  [
    'work that has begun comes to its end, whoever would wait no longer',
    async (harness) => {
      const database = await opened(harness);
      const { begun, work, end } = heldWork();
      const waiting = new AbortController();
      const holder = database.exclusively('one', work, waiting.signal);
      await begun;
      waiting.abort();
      end();
      expect(await holder).toBe('held');
    },
  ],
];
