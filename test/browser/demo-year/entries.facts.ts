import type { Page } from 'playwright-core';
import { enterWhileComposing } from '../../support/by-keyboard.js';
import { holds, settled } from '../../support/console-browser.js';
import { fill, ordersNumbered, purchase, UNIT } from '../../support/purchase-form.js';
import { console_ } from './console.js';

/** The value of a choice beside its label, as it is shown. */
const chosen = (page: Page, label: string): Promise<string> =>
  page.locator('.field', { hasText: label }).locator('.el-select__selected-item').last().innerText();

test('B13 B14 B17 a purchase takes six required fields, is told in every unit, and the next keeps what it shares', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await page.locator('input[name=product]').press('Control+Enter');
  await page.locator('[aria-invalid=true]').first().waitFor();
  // What is asked for is what is marked: all but the day, which is today's already.
  const required = await page.locator('[data-required]').count();
  expect(required).toBeLessThanOrEqual(6);
  expect(await page.locator('.field.wrong').count()).toBe(required - 1);
  expect(await page.locator('.field.wrong:not([data-required])').count()).toBe(0);
  await fill(page, { ...purchase('SCREEN-1'), amount: '２２５０．５' });
  await page.getByText('= 250 公斤 = 0.25 吨').waitFor();
  await page.getByText('单价 4.50 元/斤').waitFor();
  await page.locator('.measure').click();
  await page.getByRole('option', { name: '公斤', exact: true }).click();
  await page.getByText('单价 2.25 元/斤').waitFor();
  const day = page.locator('.el-date-editor input').first();
  await day.fill('2026-11-20');
  await day.press('Enter');
  await page.locator('input[name=product]').press('Control+Enter');
  await page.getByText('已计入总览').waitFor();
  expect(await page.locator('input[name=product]').inputValue()).toBe('猕猴桃');
  expect(await day.inputValue()).toBe('2026-11-20');
  expect(await chosen(page, '数量')).toBe('公斤');
  for (const name of ['quantity', 'amount', 'platformOrderNo']) expect(await page.locator(`input[name=${name}]`).inputValue()).toBe('');
  const found = await console_.ask<{ items: readonly { totalFen: number; occurredOn: string }[] }>(UNIT, 'orders?platformOrderNo=SCREEN-1');
  expect(found.items.map(({ totalFen, occurredOn }) => [totalFen, occurredOn])).toEqual([[225_050, '2026-11-20']]);
});

test.each(['zh-CN', 'en'] as const)('in %s the unit beside a quantity is read whole, whichever is chosen', async (language) => {
  const page = await console_.open(UNIT, '/purchases/new', { language, viewport: { width: 360, height: 740 } });
  await settled(page);
  for (const unit of ['斤', '公斤', '盒']) {
    await page.locator('.measure').click();
    await page.getByRole('option', { name: language === 'en' ? `(${unit})` : unit, exact: language !== 'en' }).click();
    await holds(page, `document.querySelector('.measure').innerText.includes('${unit}')`);
    const [wide, room] = await page.evaluate<[number, number]>(`(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(
      document.querySelector('.measure .el-select__placeholder'))`);
    expect(wide).toBeLessThanOrEqual(room);
  }
});

test('a repeat purchase takes a practised hand at most 25 keystrokes beyond its values, and 12 seconds', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-2'));
  await page.keyboard.press('Control+Enter');
  await page.getByText('已保存').waitFor();
  const from = Date.now();
  let strokes = 0;
  // Every key that is held counts, also those of a chord; the values are typed key by key where the focus is.
  const press = async (key: string): Promise<void> => {
    strokes += key.split('+').length;
    await page.keyboard.press(key);
  };
  // Product, category and supplier stay; quantity, amount and number are typed. The page has put the focus where the next begins.
  await holds(page, "document.activeElement.name === 'product'");
  const wanted = { quantity: '320', amount: '1440', platformOrderNo: 'SCREEN-3' };
  for (const [name, value] of Object.entries(wanted)) {
    while ((await page.evaluate<string>('document.activeElement.name')) !== name) await press('Tab');
    await page.keyboard.type(value, { delay: 60 });
  }
  await press('Control+Enter');
  await page.getByText(/320斤，1,440.00 元.*已计入总览/).waitFor();
  expect(strokes).toBeLessThanOrEqual(25);
  expect(Date.now() - from).toBeLessThanOrEqual(12_000);
  expect(await ordersNumbered(console_, 'SCREEN-3')).toBe(1);
});

/** The days under which orders of a number are recorded. */
async function daysOf(number: string): Promise<readonly string[]> {
  const { items } = await console_.ask<{ items: readonly { occurredOn: string }[] }>(UNIT, `orders?platformOrderNo=${number}`);
  return items.map(({ occurredOn }) => occurredOn);
}

test.each([
  ['the day that is typed', '.el-date-editor input'],
  ['a select', '.field:has-text("品类") input'],
])('Ctrl+Enter saves a purchase from %s, as from any other field', async (_, selector) => {
  const number = `SCREEN-KEY-${selector.length}`;
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase(number));
  await page.locator('.el-date-editor input').first().fill('2026-11-19');
  await page.locator(selector).first().press('Control+Enter');
  await page.getByText('已保存').waitFor();
  expect(await daysOf(number)).toEqual(['2026-11-19']);
});

test('Ctrl+Enter over a day that cannot be read saves nothing, least of all under the day before it', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-KEY-UNREAD'));
  const day = page.locator('.el-date-editor input').first();
  await day.fill('前天');
  await day.press('Control+Enter');
  await day.fill('2026-11-18');
  await day.press('Control+Enter');
  await page.getByText('已保存').waitFor();
  expect(await daysOf('SCREEN-KEY-UNREAD')).toEqual(['2026-11-18']);
});

/** Counts what a page sends to an address from now on. */
function sentTo(page: Page, path: string): { readonly count: () => number } {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === path) count += 1;
  });
  return { count: () => count };
}

test('B12 Enter that ends a composition sends nothing, neither a purchase nor a sign-in nor a search; the Enter after it does', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-IME'));
  const orders = sentTo(page, '/api/orders');
  await page.locator('input[name=product]').focus();
  await enterWhileComposing(page, 'mihoutao');
  expect(orders.count()).toBe(0);
  expect(await ordersNumbered(console_, 'SCREEN-IME')).toBe(0);

  const reading = await console_.open('demo-leader', '/rules');
  await settled(reading);
  await reading.keyboard.press('Control+K');
  const search = reading.locator('input[name=search]');
  await search.fill('冷库');
  await reading.locator('[data-found=project]').first().waitFor();
  await search.focus();
  await enterWhileComposing(reading, 'leng');
  await holds(reading, "document.querySelector('[data-found]') !== null && location.pathname === '/rules'");
  await search.fill('冷库');
  await search.press('Enter');
  await reading.waitForURL(/\/projects\/.+/);

  const door = await console_.openAsNobody('/login');
  const sessions = sentTo(door, '/api/session');
  await door.getByLabel('账号').fill('demo-leader');
  await door.locator('input[name=password]').fill(console_.demoPassword);
  await door.getByLabel('账号').focus();
  await enterWhileComposing(door, 'zhang');
  expect(sessions.count()).toBe(0);
  await door.getByLabel('账号').fill('demo-leader');
  await door.keyboard.press('Enter');
  await door.waitForURL(/overview/);
  expect(sessions.count()).toBe(1);
});

test('B15 what was not saved is there again after a reload', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-DRAFT'));
  await holds(page, `localStorage.getItem('bangfu.draft.${UNIT}.order') !== null`);
  await page.reload();
  await page.getByRole('button', { name: '接着填' }).click();
  expect(await page.locator('input[name=platformOrderNo]').inputValue()).toBe('SCREEN-DRAFT');
});

test('B16 a double click saves once, however slow the line', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  let release = (): void => undefined;
  const clicked = new Promise<void>((resume) => (release = resume));
  await page.route('**/api/orders', async (route) => {
    if (route.request().method() === 'POST') await clicked;
    await route.continue();
  });
  await fill(page, purchase('SCREEN-TWICE'));
  await page.getByRole('button', { name: '保存并继续录入' }).dblclick();
  release();
  await page.getByText('已保存').waitFor();
  expect(await ordersNumbered(console_, 'SCREEN-TWICE')).toBe(1);
});

test('a number that is already in the ledger is told on leaving the field, and that order opens', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await page.locator('input[name=platformOrderNo]').fill('DEMO-2020-01-1');
  await page.locator('input[name=platformOrderNo]').blur();
  await page.getByRole('button', { name: '看那一笔' }).click();
  await page.locator('.evidence').getByText('DEMO-2020-01-1').waitFor();
});

test('an order is paid, accepted, rated and voided where its record is shown', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-STEPS'));
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.waitForURL(/\/purchases\?/);
  await page.goto(`${console_.ledger.url}/purchases?platformOrderNo=SCREEN-STEPS`);
  await page.locator('[data-row]').first().click();
  for (const step of ['支付', '验收', '评价']) {
    await page.locator('.evidence').getByRole('button', { name: step, exact: true }).click();
    await page.getByRole('button', { name: `确认${step}` }).click();
    await page.getByText(`已记录：${step}`).waitFor();
    await settled(page);
  }
  const completed = await console_.ask<{ items: readonly { completedFen: number }[] }>(UNIT, 'orders?platformOrderNo=SCREEN-STEPS');
  expect(completed.items[0]?.completedFen).toBe(225_000);
  await page.locator('.evidence').getByRole('button', { name: '作废', exact: true }).click();
  await page.locator('input[name=reason]').fill('重复登记');
  await page.getByRole('button', { name: '确认作废' }).click();
  await page.locator('.evidence').getByText('已作废').first().waitFor();
});
