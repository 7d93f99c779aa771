import type { Stop } from './enter-page.js';
import { sideBySide } from './side-by-side.js';

const ROWS = [2, 3, 4, 5];

test('works at all of them, no more at once than it may', async () => {
  const done: number[] = [];
  let [now, most] = [0, 0];
  const work = async (row: number): Promise<undefined> => {
    most = Math.max(most, ++now);
    await Promise.resolve();
    now -= 1;
    done.push(row);
  };
  expect(await sideBySide(ROWS, 2, work)).toBeUndefined();
  expect([done, most]).toEqual([ROWS, 2]);
});

test('begins none behind a stop, and names the first row, whichever came to its end first', async () => {
  const begun: number[] = [];
  const ends = new Map<number, (stop: Stop) => void>();
  const stopped = sideBySide(ROWS, 2, (row) => {
    begun.push(row);
    return new Promise<Stop>((end) => ends.set(row, end));
  });
  for (const row of [3, 2]) ends.get(row)?.({ row, step: 0 });
  expect(await stopped).toEqual({ row: 2, step: 0 });
  expect(begun).toEqual([2, 3]);
});

test('names a record that is half entered before one that is not there', async () => {
  expect(await sideBySide(ROWS, 4, (row) => Promise.resolve({ row, step: row === 4 ? 1 : 0 }))).toEqual({ row: 4, step: 1 });
});
