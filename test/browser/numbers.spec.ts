import type { Page } from 'playwright-core';
import { ConsoleBrowser, settled } from '../support/console-browser.js';
import { openNumber, summedOf } from '../support/opened-number.js';
import { signIn } from '../support/sign-in.js';

let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
  const signed = await signIn(console_.ledger.url, 'demo-project', console_.demoPassword);
  for (const [kind, source, amountFen] of FUNDS) {
    const answer = await signed.post('/api/projects/demo-lianhu-2020-0-cold-store/funds', {
      kind,
      source,
      amountFen,
      occurredOn: '2020-06-01',
    });
    if (!answer.ok) throw new Error(`funds → ${answer.status} ${await answer.text()}`);
  }
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

/** No line of the page is one record. */
const NONE = '.none';
/** What came to the project of the demonstration, twice from one source. */
const FUNDS = [
  ['allocated', 'city', 100_000_000],
  ['paid', 'city', 12_345_000],
  ['paid', 'city', 5_000_000],
  ['paid', 'donation', 1_050],
] as const;
const PROJECT = '/projects/demo-lianhu-2020-0-cold-store';
const FIGURES = '.page [data-figure]';
const PARTS = '.page [data-part]';

/** A page whose drawers do not slide: a number is the same without. */
async function opened(account: string, path: string, ready: string): Promise<Page> {
  const page = await console_.look(account, path, { reducedMotion: 'reduce' });
  await settled(page);
  await page.locator(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** What a number says that does not stand in its figure: how much slower, how late. */
const IN_OTHER_WORDS = /^(比时间进度|比计划|晚)/;

/** The first number of a text, in its smallest unit as far as the text has one: 1.5万 is 15000. */
function firstNumber(text: string): number {
  const [, digits = '', wan = ''] = /([\d.]+)(万?)/.exec(text.replaceAll(',', '')) ?? [];
  return Number(digits) * (wan === '' ? 1 : 10_000);
}

/** The last place that a text prints: 100 of 1.50万. */
function lastPlaceOf(text: string): number {
  const [, decimals = '', wan = ''] = /\d+(?:\.(\d+))?(万?)/.exec(text.replaceAll(',', '')) ?? [];
  return (wan === '' ? 1 : 10_000) / 10 ** decimals.length;
}

/** A column whose head says 万元 prints its digits alone; a ledger prints to the fen what the drawer prints in 万元. */
function isSameNumber(text: string, value: string): boolean {
  const [shown, said] = [firstNumber(text), firstNumber(value)];
  const tolerance = Math.max(0.01, lastPlaceOf(value) / 2);
  return [shown, shown * 10_000].some((number) => Math.abs(number - said) < tolerance);
}

test.each([
  ['demo-leader', '/overview/ranking?year=2020', 24],
  ['demo-leader', '/overview/ranking?year=2020&basis=completed&to=2020-09-30', 18],
  ['demo-unit', '/desk', 5],
  ['demo-reviewer', '/reserve?year=2020', 8],
  ['demo-project', '/projects', 3],
  ['demo-project', PROJECT, 1],
  ['demo-leader', '/sales', 2],
  ['demo-leader', '/purchases?year=2020&channel=832', 1],
] as const)(
  'B38 as %s on %s every figure equals GET /api/figures and the sum of the entries in its drawer',
  async (account, path, least) => {
    const page = await opened(account, path, FIGURES);
    const count = await page.locator(FIGURES).count();
    expect(count).toBeGreaterThanOrEqual(least);
    const wrong: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { text, figure, query, value, sum } = await openNumber(page, FIGURES, index);
      const answer = await page.request.get(`${console_.ledger.url}/api/figures/${figure}?${query}`);
      const summed = summedOf((await answer.json()) as { readonly value: unknown });
      if (summed !== null && summed !== sum) wrong.push(`${text} ${figure}?${query}: figure ${summed}, drawer ${sum}`);
      if (!IN_OTHER_WORDS.test(text) && !isSameNumber(text, value)) wrong.push(`${figure}?${query}: page ${text}, drawer ${value}`);
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);

test.each([
  ['demo-project', PROJECT, 2],
  ['demo-project', '/projects', 1],
  ['demo-reviewer', '/reserve?year=2020&unit=demo-lianhu-2020-0-unit-1', 2],
] as const)(
  'B38 as %s on %s every amount of a record opens the entries it comes from, which add up to it',
  async (account, path, least) => {
    const page = await opened(account, path, PARTS);
    const amounts = `${PARTS}:not([data-part^="stages."]), ${PARTS}[data-part$="contractFen"]`;
    const count = await page.locator(amounts).count();
    expect(count).toBeGreaterThanOrEqual(least);
    for (let index = 0; index < count; index += 1) {
      const { text, sum } = await openNumber(page, amounts, index);
      // 万元 are printed to two places, 元 to the fen.
      expect(Math.abs(firstNumber(text) * 100 - sum)).toBeLessThanOrEqual(text.includes('万') ? 5_000 : 0);
    }
  },
);

test('B38 how late a stage is opens the entries of that stage alone', async () => {
  const page = await opened('demo-project', PROJECT, PARTS);
  const late = page.locator('[data-part^="stages."]:not([data-part$="contractFen"])').first();
  await late.click();
  await page.locator('.evidence .history > li').first().waitFor();
  const shown = await page.locator('.evidence .history > li').count();
  await page.getByRole('button', { name: '打开完整记录' }).click();
  await page.locator('.evidence dl.facts').waitFor();
  expect(await page.locator('.evidence .history > li').count()).toBeGreaterThan(shown);
});

test.each([
  ['demo-leader', '/overview/ranking?year=2020', NONE],
  ['demo-leader', '/purchases?year=2020', '.ledger tr'],
  ['demo-reviewer', '/reserve?year=2020', NONE],
  ['demo-project', '/projects', NONE],
  ['demo-leader', '/sales', '.page > .table-frame tr'],
] as const)(
  'B38 as %s on %s every number of a table opens what it is made of; where a line is one record, the line does',
  async (account, path, records) => {
    const page = await opened(account, path, 'td.number');
    const dead = await page.evaluate<string[]>(`[...document.querySelectorAll('td.number')]
    .filter((cell) => /\\d/.test(cell.innerText) && (cell.closest(${JSON.stringify(records)}) ?? cell).querySelector('button') === null)
    .map(({ innerText }) => innerText)`);
    expect(dead).toEqual([]);
  },
);

test.each([
  ['/overview?year=2020', 'purchase.paid'],
  ['/overview?year=2020&unit=demo-lianhu-2020-0-unit-1', 'purchase.paid'],
  ['/overview/ranking?year=2020', 'reserve.confirmed'],
  ['/overview/ranking?year=2020&unit=demo-lianhu-2020-0-unit-1&to=2020-09-30', 'reserve.confirmed'],
] as const)('what changed since an instant is told on %s of %s, narrowed as the page is, and opens its entries', async (path, figure) => {
  const page = await opened('demo-leader', `${path}&since=2020-01-01T00:00:00.000Z`, '[data-events]');
  const narrowed = new URLSearchParams(path.split('?')[1]);
  const row = page.locator('.changes tbody tr', { has: page.locator(`[data-events="${figure}"]`) });
  const now = await openNumber(page, `.changes [data-figure="${figure}"]`, 1);
  const filters = new URLSearchParams(now.query);
  expect([filters.get('unitId'), filters.get('to')]).toEqual([narrowed.get('unit'), narrowed.get('to')]);
  await row.locator('[data-events]').click();
  const entries = page.locator('.changes [data-row]');
  await entries.first().waitFor();
  expect(await entries.count()).toBe(Math.min(200, Number((await row.locator('[data-events]').innerText()).replace(/\D/g, ''))));
});

test('what changed of a completion is told on the basis of the page', async () => {
  const path = '/overview/ranking?year=2020&basis=completed&since=2020-01-01T00:00:00.000Z';
  const page = await opened('demo-leader', path, '[data-events="reserve.completion"]');
  const { query } = await openNumber(page, '.changes [data-figure="reserve.completion"]', -1);
  expect(new URLSearchParams(query).get('basis')).toBe('completed');
});

test('to the administrator, who opens no entries, no number of the overview is a button', async () => {
  const page = await opened('admin', '/overview?year=2020', '[data-card] .value');
  await page.locator('[data-bar]').first().waitFor();
  expect(await page.locator('button[data-figure], button[data-sentence]').count()).toBe(0);
});

test('what changed is told up to the moment whose knowledge the page shows', async () => {
  const page = await console_.look('demo-leader', '/overview?year=2020&since=2020-01-01T00:00:00.000Z&knownAt=2020-01-02T00:00:00.000Z');
  await settled(page);
  await page.getByText('这段时间没有数字变化').waitFor();
});

test('H2 each household is listed masked, and each of its numbers narrows the ledger to the sales that add up to it', async () => {
  const page = await opened('demo-village', '/sales?from=2020-01-01&to=2020-12-31', '[data-households] tbody tr');
  const { items } = await console_.ask<{ items: readonly { householdId: string; sales: number; grams: number; amountFen: number }[] }>(
    'demo-village',
    'household-sales?from=2020-01-01&to=2020-12-31',
  );
  const rows = page.locator('[data-households] tbody tr');
  expect(await rows.count()).toBe(items.length);
  for (const name of await rows.locator('th').allInnerTexts()) expect(name).toMatch(/\*/);
  for (const { householdId, sales, grams, amountFen } of items.slice(0, 3)) {
    const listed = await console_.ask<{ count: number; sums: object }>(
      'demo-village',
      `sales?householdId=${householdId}&state=recorded&from=2020-01-01&to=2020-12-31`,
    );
    expect(listed).toMatchObject({ count: sales, sums: { grams, amountFen } });
  }
  await rows.first().locator('[data-sold="amountFen"]').click();
  await page.waitForURL(/household=/);
  await page.getByText('只看一户').waitFor();
  await page.locator('.sums', { hasText: print(items[0]?.amountFen ?? 0) }).waitFor();
  await page.locator('tbody button').first().click();
  await page.locator('.evidence dl.facts').waitFor();
});

test('a ledger that is narrowed to a batch says nothing of households, whose sums would be those of all batches', async () => {
  const page = await opened('demo-village', '/sales?batch=no-such-batch', '.page .state');
  expect(await page.locator('[data-households]').count()).toBe(0);
});

/** 12,345.60 */
function print(fen: number): string {
  return (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
}
