import { holds, settled } from '../../support/console-browser.js';
import { openNumber, summedOf } from '../../support/opened-number.js';
import { console_ } from './console.js';
import { LEADER, overview, YEAR } from './overview-page.js';

test('B39 what is opened is narrowed exactly as what was clicked', async () => {
  const page = await overview('/overview?year=2020&unit=demo-lianhu-2020-0-unit-1&to=2020-09-30', 15);
  const asked = page.waitForRequest(/contributions\?/);
  await page.locator('[data-card] [data-figure="purchase.paid"]').first().click();
  await page.locator('.evidence [data-sum]').waitFor();
  const { limit, ...filters } = Object.fromEntries(new URL((await asked).url()).searchParams);
  expect([limit, filters]).toEqual(['100', { year: '2020', to: '2020-09-30', unitId: 'demo-lianhu-2020-0-unit-1', channel: '832' }]);
  const drill = new URL(page.url()).searchParams.get('drill') ?? '';
  expect(Object.fromEntries(new URLSearchParams(drill.split('?')[1]))).toEqual({
    year: '2020',
    to: '2020-09-30',
    unitId: 'demo-lianhu-2020-0-unit-1',
    channel: '832',
  });
  expect(await page.locator('.evidence .chips li').allInnerTexts()).toEqual([
    '2020年',
    '业务日期截至 2020-09-30',
    '示例机关食堂',
    '832平台',
  ]);
});

test('B40 from a figure to the file that proves it in three clicks', async () => {
  const page = await overview(YEAR, 40, {});
  await page.locator('[data-card] [data-figure="projects.stages-reached"]').first().click();
  await page.locator('.evidence [data-row]').first().click();
  const file = page.locator('.evidence [data-file]').first();
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  expect(await download.failure()).toBeNull();
});

/** Deep enough that the head of the page is gone, and the filters are still in sight. */
const DEEP = 60;

test('B41 B42 Back undoes a filter and goes to the same place, and the address shows another browser the same figures', async () => {
  const page = await overview();
  const all = await page.locator('[data-card] [data-figure="purchase.paid"]').first().innerText();
  await page.evaluate(`scrollTo(0, ${DEEP})`);
  await page.locator('.scope .unit').click();
  await page.getByRole('option', { name: '示例机关食堂' }).waitFor();
  // By the keys: whoever clicks for this test moves the page while the list of options still moves into its place.
  await page.keyboard.type('示例机关食堂');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/unit=/);
  await holds(page, `document.querySelector('[data-card] [data-figure="purchase.paid"]')?.innerText !== ${JSON.stringify(all)}`);
  await settled(page);
  const narrowed = await page.locator('[data-card] .value').allInnerTexts();
  const other = await console_.open(LEADER, page.url().slice(console_.ledger.url.length));
  await settled(other);
  await holds(other, `[...document.querySelectorAll('[data-card] .value')].length === ${narrowed.length}`);
  await settled(other);
  expect(await other.locator('[data-card] .value').allInnerTexts()).toEqual(narrowed);
  await page.evaluate('scrollTo(0, 0)');
  await page.goBack();
  await holds(page, `document.querySelector('[data-card] [data-figure="purchase.paid"]')?.innerText === ${JSON.stringify(all)}`);
  expect(new URL(page.url()).searchParams.get('unit')).toBeNull();
  await holds(page, `scrollY === ${DEEP}`);
});

test('B41 Back to a list that has to be read anew goes to the same place as soon as the list is there', async () => {
  const page = await console_.open(LEADER, '/purchases?year=2020', { viewport: { width: 1440, height: 500 } });
  await page.locator('[data-row]').nth(15).waitFor();
  await page.evaluate('scrollTo(0, 400)');
  await page.goto(`${console_.ledger.url}/rules`);
  await settled(page);
  // The place of the list is beyond the end of the page until its rows have come.
  await page.route('**/api/orders?**', async (route) => {
    await holds(page, "document.querySelector('h1') !== null && document.documentElement.scrollHeight < 900");
    await route.continue();
  });
  await page.goBack();
  await page.locator('[data-row]').nth(15).waitFor();
  await holds(page, 'scrollY === 400');
});

test('B46 every card says how it counts and as of when', async () => {
  const page = await overview();
  const cards = page.locator('[data-card]');
  for (let index = 0; index < (await cards.count()); index += 1) {
    await cards.nth(index).locator('.rule').click();
    const note = page.locator('.el-popover:visible');
    await note.getByText('数据截至').waitFor();
    expect((await note.locator('.text').innerText()).length).toBeGreaterThan(4);
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 600);
    await note.waitFor({ state: 'hidden' });
  }
});

test('as known before anything was recorded there is nothing, and the page says which moment it shows', async () => {
  const page = await console_.open(LEADER, '/overview?year=2020&knownAt=2020-01-01T00:00:00.000Z');
  await settled(page);
  await page.getByText('按 2020-01-01 08:00 当时所知显示').waitFor();
  expect(await page.locator('[data-card]', { hasText: '消费帮扶采购' }).locator('[data-nothing]').innerText()).toBe('尚无记录');
});

test('B38 every number of the report’s sentences opens entries that add up to what GET /api/figures says', async () => {
  const page = await overview();
  const numbers = page.locator('[data-sentence]');
  await numbers.nth(10).waitFor();
  const wrong: string[] = [];
  for (let index = 0; index < (await numbers.count()); index += 1) {
    const { text, figure, query, sum } = await openNumber(page, '[data-sentence]', index);
    const answer = await page.request.get(`${console_.ledger.url}/api/figures/${figure}?${query}`);
    const part = summedOf((await answer.json()) as { readonly value: unknown });
    if (part !== sum) wrong.push(`${text} ${figure}?${query}: figure ${part}, drawer ${sum}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

test('what changed since an instant is told figure by figure', async () => {
  const page = await overview('/overview?year=2020&since=2020-01-01T00:00:00.000Z');
  const row = page.locator('.changes tbody tr').first();
  await row.waitFor();
  expect(await row.locator('td').first().innerText()).toBe('0.00 元');
  const paid = await console_.ask<{ value: number }>(LEADER, 'figures/purchase.paid?year=2020');
  expect(await row.locator('td').nth(1).innerText()).toBe(`${(paid.value / 1_000_000).toFixed(2).replace(/0+$/, '')}万元`);
});

test('B52 lateness stands there as words', async () => {
  const page = await overview();
  await page.getByText('晚 5天').first().waitFor();
});

/** An order of the first day of the year, paid, with its invoice. */
async function orderWithInvoice(): Promise<void> {
  const signed = await console_.session('demo-unit');
  const form = new FormData();
  form.append('file', new Blob(['发票（演示）'], { type: 'text/plain' }), '发票.txt');
  const { fileId } = (await (await signed.fetch('/api/files', { method: 'POST', body: form })).json()) as { fileId: string };
  const lines = [{ product: '香菇', category: 'mushroom-dry', quantity: 1, unit: '公斤', amountFen: 100 }];
  const facts = {
    channel: '832',
    platformOrderNo: 'INVOICE-1',
    supplierName: '示例合作社',
    funding: 'canteen',
    settlement: 'postpaid',
    lines,
  };
  const order = { id: 'invoiced', unitId: 'demo-lianhu-2020-0-unit-1', ...facts, occurredOn: '2020-01-01', evidence: [fileId] };
  for (const [path, body] of [
    ['/api/orders', order],
    ['/api/orders/invoiced/payments', { amountFen: 100, occurredOn: '2020-01-01' }],
  ] as const) {
    const answer = await signed.post(path, body);
    if (!answer.ok) throw new Error(`${path} → ${answer.status} ${await answer.text()}`);
  }
}

test('from the completion rate to the invoice of one order in three clicks', async () => {
  await orderWithInvoice();
  const page = await overview(YEAR, 40, {});
  let clicks = 0;
  const click = (selector: string): Promise<void> => {
    clicks += 1;
    return page.locator(selector).first().click();
  };
  await click('[data-card] [data-figure="reserve.completion"]');
  await click('.evidence [data-row]');
  const [download] = await Promise.all([page.waitForEvent('download'), click('.evidence [data-file]')]);
  expect(await download.failure()).toBeNull();
  expect(clicks).toBeLessThanOrEqual(3);
});
