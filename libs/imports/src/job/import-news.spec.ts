import { SystemClock } from '#platform';
import { COLLEAGUE, STAFF } from '../testing/office-scene.js';
import { ImportNews } from './import-news.js';
import type { Import } from './import.js';

const ONE = { importId: 'i-1', kind: 'sales', state: 'committing', progress: { done: 0, of: 2 }, changedAt: '2020-01-01T00:00:00.000Z' };

/** The one import, behind some changes. */
function at(revision: number): Import {
  return { ...ONE, revision } as Import;
}

test('who cannot be asked about misses that step alone, and nobody else misses any', async () => {
  let isAway = true;
  const faults: object[] = [];
  const sees = (): Promise<boolean> => (isAway ? Promise.reject(new Error('the database is away')) : Promise.resolve(true));
  const news = new ImportNews({ sees: (caller) => (caller === STAFF ? sees() : Promise.resolve(true)) }, new SystemClock(), {
    error: (facts) => faults.push(facts),
  });
  const heard: string[] = [];
  news.listen(STAFF, () => heard.push('staff'));
  news.listen(COLLEAGUE, () => heard.push('colleague'));
  await news.tell(at(0));
  expect([heard, faults]).toEqual([['colleague'], [expect.objectContaining({ importId: 'i-1', account: 'staff' })]]);
  isAway = false;
  await news.tell(at(1));
  expect(heard).toEqual(['colleague', 'staff', 'colleague']);
});
