import { settled } from '../../support/console-browser.js';
import { PAGES } from '../../support/console-pages.js';
import { console_ } from './console.js';

/** What no page may say of nothing: a reader would take it for a result. */
const NONSENSE = /NaN|undefined|null|Infinity|\[object|(?<![\d.,])0(?:\.0+)?%/g;

test.each(PAGES)('B48 of an empty ledger %s reads no invented number on %s', async (account, path) => {
  const page = await console_.look(account, path);
  await settled(page);
  const text = await page.evaluate<string>('document.body.innerText');
  expect(text.match(NONSENSE) ?? []).toEqual([]);
  expect(page.watched.foreign).toEqual([]);
});

test.each([
  ['demo-unit', '/desk', '还没有采购记录'],
  ['demo-unit', '/purchases', '还没有采购记录'],
  ['demo-leader', '/overview', '尚无记录'],
  ['demo-leader', '/overview', '单位登记采购或导入订单后，这里就有数'],
  ['demo-village', '/desk', '村里登记帮助销售后，这里就有数'],
  ['admin', '/overview', '尚无记录'],
  ['demo-project', '/projects', '暂无数据'],
  ['demo-village', '/sales', '暂无数据'],
])('B48 %s is told on %s that there is nothing yet, and what to do', async (account, path, said) => {
  const page = await console_.look(account, path);
  await settled(page);
  await page.getByText(said).first().waitFor();
});

test.each(['demo-leader', 'admin'])('B48 no card of the empty overview of %s says an amount of nothing', async (account) => {
  const page = await console_.look(account, '/overview');
  await settled(page);
  await page.locator('[data-nothing]').nth(5).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.locator('[data-card] [data-figure]').allInnerTexts()).toEqual([]);
});

test('B48 who may record the first purchase is led there from the empty ledger', async () => {
  const page = await console_.look('demo-unit', '/purchases');
  await settled(page);
  await page.locator('.state').getByRole('button', { name: '登记' }).click();
  await page.waitForURL(/\/purchases\/new$/);
});

test('B48 the administrator of an empty ledger is told what comes first, and that a demonstration can be looked at', async () => {
  const page = await console_.look('admin', '/admin');
  await settled(page);
  await page.getByRole('heading', { name: '从这里开始' }).waitFor();
  expect(await page.locator('.first li').count()).toBe(3);
  await page.locator('.first a').click();
  await page.waitForURL(/#operations$/);
  expect(await page.locator('#operations').isVisible()).toBe(true);
});

test('B49 nothing yet, nothing found, not allowed and not read are four different sentences', async () => {
  const page = await console_.open('demo-unit', '/purchases');
  const state = page.locator('.state').first();
  const said: string[] = [];
  const look = async (path: string): Promise<void> => {
    await page.goto(`${console_.ledger.url}${path}`);
    await state.waitFor();
    said.push((await state.innerText()).trim());
  };
  await look('/purchases');
  await look('/purchases?year=2019');
  await look('/sales');
  await page.route('**/api/orders?*', (route) => route.abort());
  await look('/purchases');
  expect(new Set(said).size).toBe(4);
  expect(said[1]).toContain('没有符合条件的记录');
  expect(said[2]).toContain('没有查看这部分内容的权限');
  expect(said[3]).toContain('再试一次');
});
