import { type DatabaseRule, errorOf, opened, put, rows } from './database-suite.js';

const INSERT = 'INSERT INTO suite_row (id, n) VALUES (?, ?)';

/** What a transaction, a read and a snapshot promise (`Database`). */
export const TRANSACTION_RULES: readonly DatabaseRule[] = [
  [
    'a transaction of either durability answers with what its work gave, and all of it is there afterwards',
    async (harness) => {
      const database = await opened(harness);
      for (const durability of ['durable', 'rebuildable'] as const) {
        const answer = await database.transaction(durability, async (session) => {
          await session.run(INSERT, [`${durability}-1`, 1]);
          await session.run(INSERT, [`${durability}-2`, 2]);
          return durability;
        });
        expect(answer).toBe(durability);
      }
      expect((await rows(database)).map(({ id }) => id)).toEqual(['durable-1', 'durable-2', 'rebuildable-1', 'rebuildable-2']);
    },
  ],
  [
    'a throw leaves nothing of its transaction, reaches the caller as the very same error, and the next transaction works',
    async (harness) => {
      const database = await opened(harness);
      const fault = new RangeError('stop');
      for (const durability of ['durable', 'rebuildable'] as const) {
        const failed = database.transaction(durability, async (session) => {
          await session.run(INSERT, ['lost', 1]);
          throw fault;
        });
        expect(await errorOf(failed)).toBe(fault);
      }
      await put(database, [['kept', 1, null]]);
      expect((await rows(database)).map(({ id }) => id)).toEqual(['kept']);
    },
  ],
  [
    'a statement that fails takes the statements before it back with it',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [['taken', 1, null]]);
      const failed = database.transaction('durable', async (session) => {
        await session.run('UPDATE suite_row SET n = 9');
        await session.run(INSERT, ['before', 1]);
        await session.run(INSERT, ['taken', 2]);
      });
      expect(database.dialect.isDuplicateKey(await errorOf(failed))).toBe(true);
      expect(await rows(database)).toEqual([{ id: 'taken', n: 1, note: null }]);
    },
  ],
  [
    'a transaction sees its own rows; reads and snapshots never see them before it is committed',
    async (harness) => {
      const database = await opened(harness);
      const count = 'SELECT COUNT(*) AS n FROM suite_row';
      await database.transaction('durable', async (session) => {
        await session.run(INSERT, ['a', 1]);
        expect(await session.all(count)).toEqual([{ n: 1 }]);
        expect(await database.read.all(count)).toEqual([{ n: 0 }]);
        expect(await database.snapshot((view) => view.all(count))).toEqual([{ n: 0 }]);
      });
      expect(await database.read.all(count)).toEqual([{ n: 1 }]);
      expect(await database.snapshot((view) => view.all(count))).toEqual([{ n: 1 }]);
    },
  ],
  [
    'reads of a snapshot all see the moment of its first read; the next snapshot sees what was committed since',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [['a', 1, null]]);
      const ask = 'SELECT id, n FROM suite_row ORDER BY id';
      const seen = await database.snapshot(async (view) => {
        const first = await view.all(ask);
        await put(database, [['b', 1, null]]);
        await database.transaction('rebuildable', (session) => session.run('UPDATE suite_row SET n = 5'));
        return [first, await view.all(ask)];
      });
      expect(seen).toEqual(Array(2).fill([{ id: 'a', n: 1 }]));
      const after = await database.snapshot((view) => view.all(ask));
      expect(after).toEqual([
        { id: 'a', n: 5 },
        { id: 'b', n: 5 },
      ]);
    },
  ],
  [
    'a throw in a snapshot reaches the caller, and the next snapshot works',
    async (harness) => {
      const database = await opened(harness);
      const fault = new RangeError('stop');
      const failed = database.snapshot(async (view) => {
        await view.all('SELECT id FROM suite_row');
        throw fault;
      });
      expect(await errorOf(failed)).toBe(fault);
      await put(database, [['a', 1, null]]);
      expect(await database.snapshot((view) => view.all('SELECT id FROM suite_row'))).toEqual([{ id: 'a' }]);
    },
  ],
  [
    'transactions take turns in the order of their calls, a failed one among them',
    async (harness) => {
      const database = await opened(harness);
      const order: string[] = [];
      const turns = Array.from({ length: 30 }, (_, index) =>
        database.transaction(index % 2 === 0 ? 'durable' : 'rebuildable', async (session) => {
          order.push(`${index} begins`);
          await session.run(INSERT, [`id-${index}`, index]);
          if (index === 7) throw new Error('the seventh fails');
          order.push(`${index} ends`);
        }),
      );
      const outcomes = await Promise.allSettled(turns);
      expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([7]);
      const expected = turns.flatMap((_, index) => [`${index} begins`, `${index} ends`]).filter((entry) => entry !== '7 ends');
      expect(order).toEqual(expected);
    },
  ],
  [
    'what is read and then written in one transaction loses no update of the others',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [['counter', 0, null]]);
      const { forUpdate } = database.dialect;
      const steps = Array.from({ length: 40 }, () =>
        database.transaction('durable', async (session) => {
          const [row] = await session.all<{ n: number }>(`SELECT n FROM suite_row WHERE id = 'counter' ${forUpdate}`);
          await session.run("UPDATE suite_row SET n = ? WHERE id = 'counter'", [(row?.n ?? 0) + 1]);
        }),
      );
      await Promise.all(steps);
      expect(await rows(database)).toEqual([{ id: 'counter', n: 40, note: null }]);
    },
  ],
  [
    'what was committed is there after the database was closed and opened again; closing lets the work that was begun end',
    async (harness) => {
      const database = await opened(harness);
      const writing = Array.from({ length: 5 }, (_, index) => put(database, [[`id-${index}`, index, null]]));
      const again = await opened(harness);
      await Promise.all(writing);
      expect(await rows(again)).toHaveLength(5);
    },
  ],
  [
    'a scrub takes nothing that is there, and writing goes on after it',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [
        ['kept', 1, '一'],
        ['gone', 2, '二'],
      ]);
      await database.transaction('durable', (session) => session.run("DELETE FROM suite_row WHERE id = 'gone'"));
      await database.scrub();
      await put(database, [['new', 3, null]]);
      expect((await rows(database)).map(({ id }) => id)).toEqual(['kept', 'new']);
    },
  ],
];
