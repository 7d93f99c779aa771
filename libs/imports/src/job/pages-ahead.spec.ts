import type { PageRequest } from '../desk/desk.js';
import type { PlannedEntry } from '../plan/plan.js';
import { PagesAhead } from './pages-ahead.js';

const ENTRIES = Array.from({ length: 5 }, (_, at): PlannedEntry => {
  return { id: `e${at}`, rows: [at + 2], amountFen: 0, grams: 0, unconvertedRows: 0, commands: [] };
});

/** A desk that tells what it was asked for. */
function desk() {
  const asked: number[] = [];
  /** Where pages begin that cannot be made the next time. */
  const failing = new Set<number>();
  const make = ({ from, most }: PageRequest): Promise<readonly PlannedEntry[]> => {
    asked.push(from);
    if (failing.delete(from)) return Promise.reject(new Error('the desk is closed'));
    return Promise.resolve(ENTRIES.slice(from, from + most));
  };
  return { asked, failing, pages: new PagesAhead(make) };
}

describe('the pages of a plan that is entered', () => {
  it('are made one ahead of what is entered, each once, and none behind the last', async () => {
    const { asked, pages } = desk();
    const seen: string[] = [];
    for (const from of [0, 2, 4]) {
      seen.push(...(await pages.page({ from, most: 2 }, ENTRIES.length)).map(({ id }) => id));
      expect(asked).toEqual([0, 2, 4].slice(0, from / 2 + 2));
    }
    expect(seen).toEqual(ENTRIES.map(({ id }) => id));
  });

  it('are what was asked for, where another one was made ahead', async () => {
    const { pages } = desk();
    await pages.page({ from: 0, most: 2 }, ENTRIES.length);
    expect((await pages.page({ from: 0, most: 2 }, ENTRIES.length)).map(({ id }) => id)).toEqual(['e0', 'e1']);
  });

  it('are made again when it is their turn, where it failed ahead; who waits for one is told why it cannot be made', async () => {
    const { asked, failing, pages } = desk();
    failing.add(2);
    await pages.page({ from: 0, most: 2 }, ENTRIES.length);
    expect((await pages.page({ from: 2, most: 2 }, ENTRIES.length)).map(({ id }) => id)).toEqual(['e2', 'e3']);
    expect(asked).toEqual([0, 2, 2, 4]);
    failing.add(0);
    await expect(pages.page({ from: 0, most: 2 }, ENTRIES.length)).rejects.toThrow('the desk is closed');
  });
});
