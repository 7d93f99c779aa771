import type { Page } from 'playwright-core';
import { holds, settled } from './console-browser.js';

/** What the drawer says of a number that was clicked. */
export interface Drawer {
  readonly figure: string;
  readonly query: string;
  readonly value: string;
  /** Each list of entries (two of a ratio): the sum it states, and its entries added up. */
  readonly lists: readonly { readonly stated: number; readonly added: number }[];
}

const ROWS = '.evidence [data-row]';
/** Every entry that is shown, as it counts and as it is printed. */
const DELTAS = `[...document.querySelectorAll('${ROWS}')].map((row) => [Number(row.dataset.delta), row.querySelector('.delta').innerText])`;

/** Shows the whole list and adds its entries up; amounts are added as they are printed. */
async function addedUp(page: Page): Promise<{ readonly stated: number; readonly added: number }> {
  const more = page.locator('.evidence .more button');
  while ((await more.count()) > 0) {
    const shown = await page.locator(ROWS).count();
    await more.click();
    await holds(page, `document.querySelectorAll('${ROWS}').length > ${shown}`);
  }
  const rows = await page.evaluate<readonly (readonly [number, string])[]>(DELTAS);
  const counted = rows.map(([delta, printed]) => (printed.endsWith('元') ? fenPrinted(printed) : delta));
  const stated = Number(await page.locator('.evidence [data-sum]').getAttribute('data-sum'));
  return { stated, added: counted.reduce((sum, each) => sum + each, 0) };
}

/** 1,234.50 元 → 123450. */
function fenPrinted(text: string): number {
  return Math.round(
    Number(
      text
        .replaceAll(',', '')
        .replace('−', '-')
        .replace(/[^\d.-]/g, ''),
    ) * 100,
  );
}

/** Reads the drawer that has been opened, both lists of a ratio, and closes it. */
export async function readDrawer(page: Page): Promise<Drawer> {
  const sum = page.locator('.evidence [data-sum]');
  await sum.waitFor();
  const [figure = '', query = ''] = (new URL(page.url()).searchParams.get('drill') ?? '').split('?');
  const value = (await page.locator('.evidence [data-value]').innerText()).trim();
  const lists = [await addedUp(page)];
  const other = page.locator('.evidence .parts label').nth(1);
  if ((await other.count()) > 0) {
    await other.click();
    await settled(page);
    lists.push(await addedUp(page));
  }
  await page.keyboard.press('Escape');
  await sum.waitFor({ state: 'detached' });
  return { figure, query, value, lists };
}
