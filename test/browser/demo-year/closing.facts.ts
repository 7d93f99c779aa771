import type { Page } from 'playwright-core';
import { type Opened, settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

const UNIT = 'demo-unit';
const REVIEWER = 'demo-reviewer';
const VILLAGE = 'demo-village';

let unitId: string;

beforeAll(async () => {
  unitId = (await console_.ask<{ unitId: string }>(UNIT, 'session')).unitId;
});

/** Enters something as somebody does by the API. @throws where it is refused */
async function enter(account: string, path: string, body: object): Promise<void> {
  const signed = await console_.session(account);
  const answer = await signed.post(`/api/${path}`, body);
  if (answer.status >= 300) throw new Error(`${path} → ${answer.status} ${await answer.text()}`);
}

async function order(id: string, occurredOn: string): Promise<void> {
  const lines = [{ product: '猕猴桃', category: 'fruit', quantity: 500, unit: '斤', amountFen: 225_000 }];
  const facts = { unitId, channel: 'offline', supplierName: '示例果业', funding: 'union', settlement: 'postpaid', lines };
  await enter(UNIT, 'orders', { id, ...facts, occurredOn });
}

/** Opens a record where its history and its steps are shown. */
async function record(account: string, streamId: string): Promise<Opened> {
  const page = await console_.open(account, `/${streamId.startsWith('sale') ? 'sales' : 'purchases'}?record=${streamId}`);
  await settled(page);
  await page.locator('.evidence').getByText('变更历史').waitFor();
  return page;
}

const choose = (page: Page, step: string): Promise<void> =>
  page.locator('.evidence').getByRole('button', { name: step, exact: true }).click();
const confirm = (page: Page, step: string): Promise<void> => page.getByRole('button', { name: `确认${step}` }).click();

test('B72 two pages correct one order: the second sees both versions, keeps what was typed, and goes on from there', async () => {
  await order('b72-order', '2026-11-02');
  const [first, second] = [await record(UNIT, 'order-b72-order'), await record(UNIT, 'order-b72-order')];
  for (const [page, quantity, reason] of [
    [first, '480', '少到二十斤'],
    [second, '470', '复秤'],
  ] as const) {
    await choose(page, '更正');
    await page.locator('input[name=stepQuantity]').fill(quantity);
    await page.locator('input[name=reason]').fill(reason);
  }
  await confirm(first, '更正');
  await first.getByText('已记录：更正').waitFor();
  await confirm(second, '更正');
  await second.getByText('您看到的是第 1 版，现在是第 2 版').waitFor();
  const conflict = second.locator('.conflict');
  await conflict.getByText('猕猴桃 500 斤').waitFor();
  await conflict.getByText('猕猴桃 480 斤').waitFor();
  await conflict.getByText('少到二十斤').waitFor();
  expect(await second.locator('input[name=stepQuantity]').inputValue()).toBe('470');
  expect(await second.locator('input[name=reason]').inputValue()).toBe('复秤');
  await second.getByRole('button', { name: '按现在的版本继续' }).click();
  await confirm(second, '更正');
  await second.getByText('已记录：更正').waitFor();
  const { streamVersion, lines } = await console_.ask<{ streamVersion: number; lines: { quantity: number }[] }>(UNIT, 'orders/b72-order');
  expect([streamVersion, lines[0]?.quantity]).toEqual([3, 470]);
});

test('B72 the same of a sale', async () => {
  const { villageCode } = await console_.ask<{ villageCode: string }>(VILLAGE, 'session');
  const sale = { villageCode, product: '香菇', category: 'mushroom-dry', quantity: 20, unit: '斤', amountFen: 60_000 };
  await enter(VILLAGE, 'sales', { ...sale, id: 'b72-sale', occurredOn: '2026-11-03' });
  const page = await record(VILLAGE, 'sale-b72-sale');
  await choose(page, '更正');
  await page.locator('input[name=saleQuantity]').fill('22');
  await page.locator('input[name=reason]').fill('复秤');
  await enter(VILLAGE, 'sales/b72-sale/correction', { reason: '他人更正', changes: { quantity: 21 } });
  await confirm(page, '更正');
  await page.getByText('您看到的是第 1 版，现在是第 2 版').waitFor();
  await page.locator('.conflict').getByText('他人更正').waitFor();
  expect(await page.locator('input[name=saleQuantity]').inputValue()).toBe('22');
  await page.getByRole('button', { name: '按现在的版本继续' }).click();
  await confirm(page, '更正');
  await page.getByText('已记录：更正').waitFor();
  expect((await console_.ask<{ quantity: number }>(VILLAGE, 'sales/b72-sale')).quantity).toBe(22);
});

test('a purchaser cancels an order, a reviewer re-attributes one with its proof', async () => {
  await order('to-cancel', '2026-11-04');
  const page = await record(UNIT, 'order-to-cancel');
  await choose(page, '取消订单');
  await page.locator('input[name=reason]').fill('供应商无货');
  await confirm(page, '取消订单');
  await page.locator('.evidence').getByText('已取消').first().waitFor();

  await order('to-move', '2026-11-05');
  const reviewing = await record(REVIEWER, 'order-to-move');
  await choose(reviewing, '修改所属预算单位');
  await reviewing.locator('.evidence .el-select').click();
  await reviewing.getByRole('option', { name: '示例教育中心' }).click();
  await reviewing.locator('input[name=reason]').fill('机构划转');
  const file = { name: '划转批复.txt', mimeType: 'text/plain', buffer: Buffer.from('划转批复（演示）') };
  await reviewing.locator('.evidence input[type=file]').setInputFiles(file);
  await reviewing.getByText('✓ 划转批复.txt').waitFor();
  await confirm(reviewing, '修改所属预算单位');
  await reviewing.getByText('已记录：修改所属预算单位').waitFor();
  const moved = await console_.ask<{ unitId: string }>(REVIEWER, 'orders/to-move');
  expect(moved.unitId).not.toBe(unitId);
});

test('a reviewer locks a month after being told what changes; then its entries are adjustments', async () => {
  await order('in-october', '2026-10-15');
  const page = await console_.open(REVIEWER, '/reserve?year=2026');
  await settled(page);
  const panel = page.locator('.locks');
  await panel.locator('.el-select').nth(1).click();
  await page.getByRole('option', { name: '2026-10', exact: true }).click();
  await panel.locator('input[name=lockReason]').fill('十月月结');
  await panel.getByRole('button', { name: '锁定期间…' }).click();
  const dialog = page.getByRole('dialog');
  for (const said of ['从 2026-10-01 到 2026-10-31', '帮助销售同时锁定', '不能再登记、更改或作废', '锁定不能撤销']) {
    await dialog.getByText(said).waitFor();
  }
  await dialog.getByRole('button', { name: '确认锁定' }).click();
  await panel.locator('table').getByText('十月月结').waitFor();

  const purchaser = await record(UNIT, 'order-in-october');
  await choose(purchaser, '作废');
  await purchaser.getByRole('note').getByText('交上级单位的主管审核人员').waitFor();
  await purchaser.locator('input[name=reason]').fill('误登');
  await confirm(purchaser, '作废');
  await purchaser.locator('.evidence').getByRole('alert').getByText('PERIOD.LOCKED').waitFor();

  const reviewing = await record(REVIEWER, 'order-in-october');
  await choose(reviewing, '支付');
  await reviewing.locator('.evidence .el-date-editor input').fill('2026-10-20');
  await reviewing.keyboard.press('Enter');
  await reviewing.locator('input[name=adjustmentReason]').fill('十月发票补到');
  await confirm(reviewing, '支付');
  await reviewing.locator('.evidence').getByText('调整 2026-10：十月发票补到').waitFor();
  expect(reviewing.watched.errors.filter((text) => !text.includes('409'))).toEqual([]);
});
