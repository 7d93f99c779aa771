import { settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

/** More than a page of a list holds. */
const MANY = 205;
const AT_ONCE = 20;
const VILLAGE = '610124999201';
const SINCE = { occurredOn: '2015-01-01' };
const numbers = Array.from({ length: MANY }, (_, at) => String(at + 1).padStart(3, '0'));

/** Enters so many records of a kind, as somebody who may. */
async function enter(account: string, path: string, bodies: readonly object[]): Promise<void> {
  const signed = await console_.session(account);
  for (let at = 0; at < bodies.length; at += AT_ONCE) {
    const answers = await Promise.all(bodies.slice(at, at + AT_ONCE).map((body) => signed.post(`/api/${path}`, body)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  }
}

test('of more than two hundred units, each can be chosen as the buyer', async () => {
  const names = numbers.map((number) => `示例第 ${number} 所`);
  await enter(
    'admin',
    'units',
    names.map((name, at) => ({ id: `many-${at}`, name, kind: 'budget-unit', regionCode: '610124', ...SINCE })),
  );
  const page = await console_.open('demo-unit', '/purchases/new');
  await settled(page);
  await page.locator('.el-select').first().click();
  await page.getByRole('option').first().waitFor();
  expect(await page.getByRole('option').allInnerTexts()).toEqual(expect.arrayContaining(names));
});

test('of more than two hundred projects, the first and the last are found by their names', async () => {
  const body = { template: 'purchase-base', unitId: 'many-0', ...SINCE };
  await enter(
    'demo-project',
    'projects',
    numbers.map((number) => ({ ...body, name: `示例 ${number} 号基地` })),
  );
  const page = await console_.open('demo-leader', '/rules');
  await settled(page);
  await page.keyboard.press('Control+K');
  for (const number of [numbers[0], numbers.at(-1)]) {
    await page.locator('input[name=search]').fill(`示例 ${number} 号基地`);
    await page.locator('[data-found=project]', { hasText: `${number} 号` }).waitFor();
  }
});

test('of more than two hundred villages and households, each can be chosen on the telephone', async () => {
  const village = { countyCode: '610124', township: '哑柏镇', ...SINCE };
  const code = (at: number): string => String(Number(VILLAGE) + at);
  await enter(
    'admin',
    'villages',
    numbers.map((number, at) => ({ ...village, code: code(at), name: `示例 ${number} 村` })),
  );
  await enter(
    'demo-village',
    'households',
    numbers.map((number) => ({ id: `home-${number}`, villageCode: VILLAGE, category: 'lifted', members: 3, ...SINCE })),
  );
  const page = await console_.open('demo-village', '/m/');
  const villages = page.locator('select:not([name=household])');
  await villages.locator('option').nth(1).waitFor({ state: 'attached' });
  expect(await villages.locator('option').count()).toBe(MANY);
  await villages.selectOption(VILLAGE);
  const households = page.locator('select[name=household] option');
  await households.nth(1).waitFor({ state: 'attached' });
  // With the one that names no household.
  expect(await households.count()).toBe(MANY + 1);
});

test('what a household sold in packs without a weight is told beside its weight, and not put into it', async () => {
  const sale = { villageCode: VILLAGE, householdId: 'home-001', category: 'fruit', occurredOn: '2020-05-01' };
  await enter('demo-village', 'sales', [
    { ...sale, product: '猕猴桃', quantity: 30, unit: '斤' },
    { ...sale, product: '礼盒', quantity: 2, unit: '箱' },
    { ...sale, product: '礼盒', quantity: 3, unit: '箱' },
  ]);
  const page = await console_.open('demo-village', '/sales?year=2020');
  const row = page.locator('[data-households] tbody tr').first();
  await row.waitFor();
  expect(await row.locator('[data-sold=sales]').innerText()).toBe('3条');
  expect(await row.locator('[data-sold=grams]').innerText()).toContain('30斤');
  await row.getByText('另有 2条未折算').waitFor();
});
