import type { Page } from 'playwright-core';
import { holds } from '../../support/console-browser.js';
import { readDrawer } from '../../support/drawer-entries.js';
import { console_ } from './console.js';
import { LEADER, NUMBERS, overview } from './overview-page.js';

interface Figure {
  readonly value: number | { readonly numerator: number; readonly denominator: number; readonly permyriad: number } | null;
}

/** What the entries of a figure must add up to. */
function partsOf({ value }: Figure): readonly number[] {
  if (value === null) return [];
  if (typeof value === 'number') return [value];
  return 'numerator' in value ? [value.numerator, value.denominator] : [];
}

/** Where a number, its drawer and GET /api/figures do not say the same. */
async function differences(page: Page, printed: string): Promise<readonly string[]> {
  const { figure, query, value, lists } = await readDrawer(page);
  const answer = await page.request.get(`${console_.ledger.url}/api/figures/${figure}?${query}`);
  const parts = partsOf((await answer.json()) as Figure);
  const wrong = lists.filter(({ stated, added }, at) => stated !== added || (parts[at] ?? stated) !== stated);
  return [
    ...wrong.map((list) => `${figure}?${query}: figure ${parts.join('/')}, drawer ${JSON.stringify(list)}`),
    // Of a pace the drawer lists what was bought; the pace itself is that against the year.
    ...(figure === 'reserve.pace' || printed.startsWith('晚') || value.startsWith(printed)
      ? []
      : [`${figure}: page ${printed}, drawer ${value}`]),
  ];
}

test('B38 every number of the overview equals GET /api/figures, the sum in its drawer and the entries there added up, to the fen', async () => {
  const page = await overview();
  const numbers = page.locator(NUMBERS);
  const count = await numbers.count();
  expect(count).toBeGreaterThan(40);
  const wrong: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const printed = (await numbers.nth(index).innerText()).trim().split('\n').pop() ?? '';
    await numbers.nth(index).click();
    wrong.push(...(await differences(page, printed)));
  }
  expect(wrong).toEqual([]);
}, 240_000);

/** Where the bars of the chart are, and the line of each month. */
const BARS = `[...document.querySelectorAll('.chart svg path[fill="#1f5fa8"]')].map((bar) => {
  const { x, y, width, height } = bar.getBoundingClientRect();
  return [x + width / 2, y + height - Math.min(4, height / 2)];
})`;

function barsOf(page: Page): Promise<readonly (readonly [number, number])[]> {
  return page.evaluate(BARS);
}

interface Group {
  readonly key: string;
  readonly value: number;
}

function monthsOf(year: number): Promise<{ readonly groups: readonly Group[] }> {
  return console_.ask(LEADER, `figures/purchase.paid/series?by=month&year=${year}&channel=832`);
}

test('B38 every bar of the month chart opens its month: the chart, GET /api/figures and the entries added up say the same', async () => {
  const page = await overview('/overview?year=2020');
  await page.locator('.chart').scrollIntoViewIfNeeded();
  const { groups } = await monthsOf(2020);
  const wrong: string[] = [];
  await holds(page, `${BARS}.length === ${groups.length}`);
  for (let index = 0; index < groups.length; index += 1) {
    // Asked anew each time: a drawer takes the scroll bar away, and the chart moves with it.
    const [x = 0, y = 0] = (await barsOf(page))[index] ?? [];
    await holds(page, `document.elementFromPoint(${x}, ${y})?.closest('.chart') !== null`);
    await page.mouse.click(x, y);
    const { figure, query, lists } = await readDrawer(page);
    const { key = '', value = NaN } = groups[index] ?? {};
    const from = new URLSearchParams(query).get('from');
    if (figure !== 'purchase.paid' || from !== `${key}-01`) wrong.push(`bar ${index}: ${figure}?${query}`);
    if (lists.some(({ stated, added }) => stated !== value || added !== value)) wrong.push(`${key}: ${value}, ${JSON.stringify(lists)}`);
  }
  expect(wrong).toEqual([]);
});

/** What the chart says of the bar below the mouse. */
const TOOLTIP = "document.querySelector('.chart div[style*=z-index]')?.innerText ?? ''";

test('B44 the chart has a table with the same numbers, reached and opened by the keyboard alone', async () => {
  const page = await overview();
  await page.locator('.chart').scrollIntoViewIfNeeded();
  await holds(page, `${BARS}.length > 0`);
  const drawn: string[] = [];
  for (const [x, y] of await barsOf(page)) {
    const before = drawn.at(-1) ?? '';
    await page.mouse.move(x, y);
    await holds(page, `!['', ${JSON.stringify(before)}].includes(${TOOLTIP})`);
    drawn.push(await page.evaluate<string>(TOOLTIP));
  }
  await page.getByRole('radiogroup', { name: '月度支付额' }).getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  const table = page.locator('table.plain').first();
  await table.waitFor();
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows.map(amountsOf).filter(([now]) => now !== '—')).toEqual(drawn.map(amountsOf));
  const [now, before] = [await monthsOf(2020), await monthsOf(2019)];
  expect(rows.flatMap(amountsOf).filter((amount) => amount !== '—')).toHaveLength(now.groups.length + before.groups.length);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await holds(page, "document.activeElement.matches('table.plain [data-figure]')");
  await page.keyboard.press('Enter');
  await page.locator('.evidence [data-sum]').waitFor();
});

/** The amounts in a line of text, in their order; — where there is none. */
function amountsOf(text: string): readonly string[] {
  return text.match(/[\d,.]+\s?(?:亿元|万元|元)|—/g) ?? [];
}
