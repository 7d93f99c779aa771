import { readFile } from 'node:fs/promises';
import { settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

test.each([
  ['DEMO-2020-01-1', 'order'],
  ['冷库', 'project'],
  ['示例机关', 'unit'],
])('Ctrl+K finds %s from anywhere and opens it', async (words, kind) => {
  const page = await console_.open('demo-leader', '/rules');
  await settled(page);
  await page.keyboard.press('Control+K');
  await page.locator('input[name=search]').fill(words);
  const found = page.locator(`[data-found=${kind}]`).first();
  await found.waitFor();
  await found.click();
  if (kind === 'order') await page.locator('.evidence').getByText(words).first().waitFor();
  else await page.waitForURL(kind === 'project' ? /\/projects\/.+/ : /\/purchases\?unitId=/);
});

test('`?` opens the help of one’s own role, but not where somebody types', async () => {
  const page = await console_.open('demo-unit', '/purchases/new');
  await settled(page);
  await page.locator('input[name=product]').focus();
  await page.keyboard.type('?');
  expect(page.url()).toMatch(/\/purchases\/new$/);
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await page.waitForURL(/\/help$/);
  await page.getByRole('heading', { name: '登记一笔采购' }).waitFor();
  expect(await page.getByRole('heading', { name: '管理' }).count()).toBe(0);
});

test('filters that are used often are kept under a name', async () => {
  const page = await console_.open('demo-leader', '/purchases?year=2020&funding=union');
  await settled(page);
  await page.getByRole('button', { name: '常用筛选' }).click();
  await page.locator('input[name=filterName]').fill('工会');
  await page.getByRole('button', { name: '保存当前筛选' }).click();
  await page.goto(`${console_.ledger.url}/purchases`);
  await settled(page);
  await page.getByRole('button', { name: '常用筛选' }).click();
  await page.locator('[data-saved]', { hasText: '工会' }).click();
  await page.waitForURL(/year=2020&funding=union/);
});

test('B76 the ledger is taken along as the sheet of the filter that is set', async () => {
  const page = await console_.open('demo-leader', '/purchases?year=2020&funding=union');
  await settled(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export]').click()]);
  expect(download.suggestedFilename()).toBe('采购台账.csv');
  const text = await readFile(await download.path(), 'utf8');
  const { count } = await console_.ask<{ count: number }>('demo-leader', 'orders?year=2020&funding=union');
  expect(text.trimEnd().split('\r\n')).toHaveLength(count + 1);
});

/** A4 between its margins, as the browser counts pixels. */
const PAPER = { width: 688, height: 1_009 };

test.each([
  ['demo-leader', '/overview?year=2020'],
  ['demo-leader', '/purchases?year=2020'],
  ['demo-project', '/projects/demo-lianhu-2020-0-cold-store'],
])('%s prints %s as A4: the page alone, nothing cut off at its edge', async (account, path) => {
  const page = await console_.open(account, path, { viewport: PAPER });
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  for (const around of ['header.bar', 'nav.menu', '.el-button']) expect(await page.locator(`${around}:visible`).count()).toBe(0);
  await page.locator('.print-head', { hasText: '帮扶台账' }).waitFor();
  const beyond = await page.evaluate<string[]>(
    `[...document.querySelectorAll('main *')].filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > ${PAPER.width} + 1)
      .map((element) => element.outerHTML.slice(0, 100))`,
  );
  expect(beyond).toEqual([]);
  const paper = await page.pdf({ preferCSSPageSize: true });
  expect(paper.toString('latin1').match(/\/MediaBox \[0 0 59[45][\d.]* 84[12][\d.]*\]/g)?.length).toBeGreaterThanOrEqual(1);
});
