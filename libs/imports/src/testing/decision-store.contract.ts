import assert from 'node:assert/strict';
import type { Instant } from '#contracts';
import type { Database } from '#persistence';
import { pairKey } from '../plan/known.js';
import { DecisionStore, type NewDecision } from '../store/decision-store.js';

/** A sentence that holds of kept decisions on every engine, and its proof. */
export type DecisionRule = readonly [string, (database: Database) => Promise<void>];

/** What a hostile sheet may put where a number or a name belongs. */
const NASTY = `'"; -- %_\\ 𠮷 🥝`;

let made = 0;

/** A decision about a pair of its own, whatever else lies in the database. */
function decision(more: Partial<NewDecision> = {}): NewDecision {
  made += 1;
  const one = `${made} ${NASTY}`;
  const pair = { unitId: `u ${one}`, likeness: `like ${one}`, rowKey: `row-${made}`, otherId: `o ${one}` };
  return { kind: 'orders', ...pair, decision: 'two', decidedBy: 'li', decidedAt: at(1), importId: 'imp-1', ...more };
}

function at(second: number): Instant {
  return `2026-11-26T00:00:0${second}.000Z`;
}

const storeIn = (database: Database): DecisionStore => new DecisionStore(database, 'secret');

async function kept(database: Database, ...decisions: readonly NewDecision[]): Promise<void> {
  for (const one of decisions) await database.transaction('durable', (session) => storeIn(database).keep(session, [one]));
}

async function all(database: Database): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return database.read.all('SELECT * FROM import_decision ORDER BY decision_id', []);
}

/** What a store of kept decisions promises. */
export const DECISION_RULES: readonly DecisionRule[] = [
  [
    'the newest decision about a pair holds; the ones before it stay',
    async (database) => {
      const first = decision();
      await kept(database, first, { ...first, decision: 'same', decidedBy: 'wang', decidedAt: at(2), importId: 'imp-2' });
      const found = await storeIn(database).newest('orders', [first.likeness], 'imp-9');
      const expected = { decision: 'same', decidedBy: 'wang', decidedAt: at(2), importId: 'imp-2' };
      assert.deepEqual([...found], [[pairKey(first.rowKey, first.otherId), expected]]);
      const rows = (await all(database)).filter((row) => row['row_key'] === first.rowKey);
      assert.equal(rows.map((row) => row['decision']).join(), 'two,same');
    },
  ],
  [
    'of two at one instant the one that came later holds, kept together or not',
    async (database) => {
      const first = decision();
      const second: NewDecision = { ...first, decision: 'same' };
      await database.transaction('durable', (session) => storeIn(database).keep(session, [first, second]));
      const found = await storeIn(database).newest('orders', [first.likeness], 'imp-9');
      assert.equal(found.get(pairKey(first.rowKey, first.otherId))?.decision, 'same');
    },
  ],
  [
    'a decision is found for its own pair, likeness and kind only',
    async (database) => {
      const one = decision();
      await kept(database, one, { ...one, otherId: 'o-other' }, { ...one, rowKey: 'row-other' });
      const store = storeIn(database);
      const keys = [...(await store.newest('orders', [one.likeness], 'imp-9')).keys()].sort();
      const expected = [pairKey(one.rowKey, one.otherId), pairKey(one.rowKey, 'o-other'), pairKey('row-other', one.otherId)];
      assert.deepEqual(keys, expected.sort());
      assert.equal((await store.newest('orders', [decision().likeness], 'imp-9')).size, 0);
      assert.equal((await store.newest('reserves', [one.likeness], 'imp-9')).size, 0);
      assert.equal((await store.newest('orders', [], 'imp-9')).size, 0);
    },
  ],
  [
    'what an import has decided itself is left out for it, and what was decided before holds there',
    async (database) => {
      const first = decision();
      await kept(database, first, { ...first, decision: 'same', decidedAt: at(2), importId: 'imp-2' });
      const store = storeIn(database);
      const seenBy = async (importId: string): Promise<string | undefined> =>
        (await store.newest('orders', [first.likeness], importId)).get(pairKey(first.rowKey, first.otherId))?.decision;
      assert.deepEqual([await seenBy('imp-1'), await seenBy('imp-2'), await seenBy('imp-3')], ['same', 'two', 'same']);
    },
  ],
  [
    'any number of likenesses is asked for at once',
    async (database) => {
      const some = Array.from({ length: 3 }, () => decision());
      await kept(database, ...some);
      const others = Array.from({ length: 4_500 }, (_, nth) => `other ${nth}`);
      const asked = [...others.slice(0, 2_000), ...some.map(({ likeness }) => likeness), ...others.slice(2_000)];
      assert.equal((await storeIn(database).newest('orders', asked, 'imp-9')).size, 3);
    },
  ],
  [
    'nothing of a row is in the table: its likeness is sealed, as its key is',
    async (database) => {
      const one = decision({ likeness: '2020-06-18:50000:供应商张三' });
      await kept(database, one);
      const row = (await all(database)).find((found) => found['row_key'] === one.rowKey);
      assert.match(String(row?.['likeness']), /^[0-9a-f]{64}$/);
      assert.equal(JSON.stringify(await all(database)).includes('张三'), false);
      assert.equal((await new DecisionStore(database, 'another').newest('orders', [one.likeness], 'imp-9')).size, 0);
    },
  ],
  [
    'what is not committed is not kept',
    async (database) => {
      const one = decision();
      const lost = database.transaction('durable', async (session) => {
        await storeIn(database).keep(session, [one]);
        throw new Error('the import has moved on');
      });
      await assert.rejects(lost, /moved on/);
      assert.equal((await storeIn(database).newest('orders', [one.likeness], 'imp-9')).size, 0);
    },
  ],
];
