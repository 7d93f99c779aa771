import type { Page } from 'playwright-core';
import { ConsoleBrowser, holds, settled } from '../support/console-browser.js';

let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

const UNIT = 'demo-unit';

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`input[name=${name}]`).fill(value);
}

async function orders(number: string): Promise<number> {
  return (await console_.ask<{ count: number }>(UNIT, `orders?platformOrderNo=${number}`)).count;
}

const purchase = (platformOrderNo: string): Readonly<Record<string, string>> => ({
  product: '猕猴桃',
  quantity: '500',
  amount: '2250',
  supplierName: '示例周至果业合作社',
  platformOrderNo,
});

test('B13 B14 B17 a purchase takes six required fields, is told in every unit, and the next keeps what it shares', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  expect(await page.locator('[data-required]').count()).toBeLessThanOrEqual(6);
  await fill(page, { ...purchase('SCREEN-1'), amount: '２２５０．５' });
  await page.getByText('= 250 公斤 = 0.25 吨').waitFor();
  await page.getByText('单价 4.50 元/斤').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('已计入总览').waitFor();
  expect(await page.locator('input[name=product]').inputValue()).toBe('猕猴桃');
  expect(await page.locator('input[name=platformOrderNo]').inputValue()).toBe('');
  const found = await console_.ask<{ items: readonly { totalFen: number }[] }>(UNIT, 'orders?platformOrderNo=SCREEN-1');
  expect(found.items.map(({ totalFen }) => totalFen)).toEqual([225_050]);
});

test('a repeat purchase takes a practised hand at most 25 keystrokes beyond its values, and 12 seconds', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-2'));
  await page.keyboard.press('Control+Enter');
  await page.getByText('已保存').waitFor();
  const from = Date.now();
  let strokes = 0;
  const press = async (key: string): Promise<void> => {
    strokes += 1;
    await page.keyboard.press(key);
  };
  await page.locator('input[name=product]').focus();
  // Product, category and supplier stay; quantity, amount and number are typed.
  const wanted = { quantity: '320', amount: '1440', platformOrderNo: 'SCREEN-3' };
  for (const [name, value] of Object.entries(wanted)) {
    while ((await page.evaluate<string>('document.activeElement.name')) !== name) await press('Tab');
    await page.keyboard.type(value, { delay: 60 });
  }
  await press('Control+Enter');
  await page.getByText('已计入总览').waitFor();
  expect(strokes).toBeLessThanOrEqual(25);
  expect(Date.now() - from).toBeLessThanOrEqual(12_000);
  expect(await orders('SCREEN-3')).toBe(1);
});

test('B12 Enter that ends a composition sends nothing', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-IME'));
  const session = await page.context().newCDPSession(page);
  await page.locator('input[name=product]').focus();
  await session.send('Input.imeSetComposition', { text: 'mihoutao', selectionStart: 8, selectionEnd: 8 });
  await page.keyboard.press('Enter');
  await session.send('Input.insertText', { text: '猕猴桃' });
  await page.keyboard.press('Enter');
  expect(await orders('SCREEN-IME')).toBe(0);
});

test('B15 what was not saved is there again after a reload', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-DRAFT'));
  await holds(page, "localStorage.getItem('bangfu.draft.order') !== null");
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
  expect(await orders('SCREEN-TWICE')).toBe(1);
});

test('a number that is already in the ledger is told on leaving the field, and that order opens', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await page.locator('input[name=platformOrderNo]').fill('DEMO-2020-01-1');
  await page.locator('input[name=platformOrderNo]').blur();
  await page.getByRole('button', { name: '看那一笔' }).click();
  await page.locator('.evidence').getByText('DEMO-2020-01-1').waitFor();
});

test('B36 what is saved on one page appears on the overview of another within three seconds, without reload', async () => {
  const overview = await console_.open('demo-leader', '/overview?year=2026');
  await settled(overview);
  const figure = overview.locator('[data-card="purchase.ordered"] .value');
  const before = await figure.innerText();
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-LIVE'));
  await page.keyboard.press('Control+Enter');
  await page.getByText('已保存').waitFor();
  const from = Date.now();
  await holds(overview, `document.querySelector('[data-card="purchase.ordered"] .value').innerText !== ${JSON.stringify(before)}`);
  expect(Date.now() - from).toBeLessThanOrEqual(3_000);
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
  }
  const completed = await console_.ask<{ items: readonly { completedFen: number }[] }>(UNIT, 'orders?platformOrderNo=SCREEN-STEPS');
  expect(completed.items[0]?.completedFen).toBe(225_000);
  await page.locator('.evidence').getByRole('button', { name: '作废', exact: true }).click();
  await page.locator('input[name=reason]').fill('重复登记');
  await page.getByRole('button', { name: '确认作废' }).click();
  await page.locator('.evidence').getByText('已作废').first().waitFor();
});

test('B51 B53 a gate says what is missing, and opens with its file within six clicks; a plan is typed, not dragged', async () => {
  const page = await console_.open('demo-project', '/projects/demo-lianhu-2020-0-cold-store');
  await settled(page);
  let clicks = 0;
  const click = async (name: string): Promise<void> => {
    clicks += 1;
    await page.getByRole('button', { name, exact: true }).first().click();
  };
  clicks += 1;
  await page.locator('.stage.next').getByRole('button').click();
  await page.getByText('还缺：凭证文件、合同金额').waitFor();
  await click('确认完成');
  const refusal = page.locator('.el-drawer').getByRole('alert').first();
  await refusal.waitFor();
  expect(await refusal.innerText()).toContain('STAGE.EVIDENCE_MISSING');
  clicks += 1;
  await page
    .locator('.el-drawer input[type=file]')
    .setInputFiles({ name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('合同（演示）') });
  await page.getByText('✓ 合同.txt').waitFor();
  await page.locator('input[name=contract]').fill('1200000');
  await page.getByText('要件已齐').waitFor();
  await click('确认完成');
  await page.locator('.el-drawer input[name=contract]').waitFor({ state: 'detached' });
  expect(clicks).toBeLessThanOrEqual(6);
  const project = await console_.ask<{ stages: readonly { stage: string; state: string }[] }>(
    'demo-project',
    'projects/demo-lianhu-2020-0-cold-store',
  );
  expect(project.stages.find(({ stage }) => stage === 'contracted')?.state).toBe('reached');

  await page.locator('.stage', { hasText: '开工' }).getByRole('button').click();
  await page.locator('.el-drawer').getByText('排计划').click();
  await page.locator('input[name=plannedOn]').fill('2027-03-01');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '确认排计划' }).click();
  await page.getByText('原计划 2027-03-01').waitFor();
});

test('B55 B56 a phone takes entries without a network and sends each once, in order, when it is back', async () => {
  const page = await console_.open('demo-village', '/m/', { viewport: { width: 360, height: 740 } });
  await page.locator('input[name=product]').fill('猕猴桃');
  await page.locator('select[name=household] option').nth(1).waitFor({ state: 'attached' });
  await page.context().setOffline(true);
  for (const quantity of ['11', '12', '13', '14', '15']) {
    await page.locator('input[name=quantity]').fill(quantity);
    await page.getByRole('button', { name: '保存，下一户' }).click();
  }
  await page.getByText('待上传 5 条').waitFor();
  await page.context().setOffline(false);
  await page.getByText('全部已上传').waitFor();
  const { items } = await console_.ask<{ items: readonly { quantity: number; product: string }[] }>(
    'demo-village',
    'sales?year=2026&limit=200',
  );
  expect(items.map(({ quantity }) => quantity).sort()).toEqual([11, 12, 13, 14, 15]);
});

test('B57 a weight that no household has is asked about and not refused', async () => {
  const page = await console_.open('demo-village', '/m/', { viewport: { width: 360, height: 740 } });
  await page.locator('input[name=product]').fill('香菇');
  await page.locator('input[name=quantity]').fill('320');
  await page.getByRole('button', { name: '吨', exact: true }).click();
  await page.getByRole('button', { name: '保存，下一户' }).click();
  await page.getByText('320 吨？是不是 320 斤？').waitFor();
  await page.getByRole('button', { name: '改成 320 斤' }).click();
  await page.getByText('全部已上传').waitFor();
});

test('B09 what is touched on a phone is large enough for a thumb', async () => {
  const page = await console_.open('demo-village', '/m/', { viewport: { width: 360, height: 740 } });
  await page.locator('input[name=product]').waitFor();
  const small = await page.evaluate<string[]>(`[...document.querySelectorAll('button, input, select')].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width < 44 || height < 44;
  }).map((element) => element.outerHTML.slice(0, 80))`);
  expect(small).toEqual([]);
});
