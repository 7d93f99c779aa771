import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { enterWhileComposing } from '../../support/by-keyboard.js';
import { holds } from '../../support/console-browser.js';
import { fastestMs } from '../../support/fastest.js';
import { workbook } from '../../imports/support/workbook.js';
import { HEADS, order } from '../../imports/corpus/case.js';
import { entered, ordersOf, sample, says, sheet, uploaded } from './import-world.js';
import { world } from './world.js';

test('B20 an order number that the sheet has rewritten blocks its row and says how to get it back', async () => {
  const rows = [[...HEADS], order({ 采购单位: '示例区第一小学', 订单编号: { digits: '83202011230000012345' } })];
  const buffer = workbook({ sheets: [{ name: '订单', rows }] });
  const page = await uploaded(world, { name: '长编号.xlsx', mimeType: 'application/octet-stream', buffer });
  const said = await page.locator('[data-problem]').first().innerText();
  expect(said).toContain('ORDER.NUMBER_REWRITTEN');
  expect(said).toMatch(/第 2 行.*832 平台重新导出/s);
});

test('B21 six kinds of errors are six groups at the first look, and a group shows its rows alone', async () => {
  const page = await uploaded(world, sample('05-六种单元格错误.xlsx'));
  await page.locator('[data-code]').first().waitFor();
  expect(await page.locator('[data-code]').count()).toBeGreaterThanOrEqual(6);
  const group = page.locator('[data-code="CELL.DATE_UNREADABLE"]');
  const [count] = /\d+$/.exec((await group.innerText()).trim()) ?? [];
  await group.click();
  await holds(page, `document.querySelectorAll('.row [data-state]').length === ${count}`);
});

test('B23 what is wrong with a cell names row, column and value, and what to do', async () => {
  const page = await uploaded(world, sheet('日期.csv', [{}, { 下单日期: '3月5日' }]));
  const said = await page.locator('[data-problem]').first().innerText();
  expect(said).toMatch(/第 3 行/);
  expect(said).toContain('下单日期');
  expect(said).toContain('3月5日');
  expect(said).toContain('请');
  // Colour is not alone: the cell and its row say it in words.
  expect(await page.locator('.row .wrong').first().innerText()).toMatch(/^改\s+3月5日/);
  expect(await page.locator('.row [data-state]').first().innerText()).toBe('需修改');
});

test('a column in 万元 says so in grid, sentence and field, and a field tells what is typed comes to', async () => {
  const { buffer, ...file } = sheet('万元.csv', [{ '金额（元）': '0.0512345' }]);
  const page = await uploaded(world, { ...file, buffer: Buffer.from(buffer.toString().replace('金额（元）', '金额（万元）')) });
  await page.locator('[role=columnheader]').getByText('金额（万元）').waitFor();
  expect(await page.locator('[data-problem]').first().innerText()).toMatch(/“金额（万元）”.+小数最多 6 位/s);
  await page.getByLabel('金额（万元）（第 2 行）').fill('1250.50');
  await page.locator('[data-repair] [data-typed]').getByText('= 12,505,000.00 元').waitFor();
  await page.locator('.row .wrong').first().click();
  await page.locator('.row input').fill('0.05');
  await page.locator('.row [data-typed]').getByText('= 500.00 元').waitFor();
  await page.keyboard.press('Enter');
  await says(page, '可导入合计 500.00 元');
  expect(await page.locator('[role=columnheader]').allInnerTexts()).not.toContain('金额（元）');
});

test('a value that is read as something else says what it was read as, where it stands', async () => {
  const page = await uploaded(world, sheet('读成.csv', [{ 下单日期: '44260', '金额（元）': '0.05万', 数量: '0.05吨(100斤)', 单位: '吨' }]));
  const row = page.locator('.row').first();
  for (const told of ['→ 2021-03-05', '→ 500.00 元', '→ 50 公斤']) await row.getByText(told).waitFor();
  expect(await row.locator('small').count()).toBe(3);
});

const MENDED_MS = 300;

test('B24 a cell is mended where it stands, and its state and the totals follow within 300 ms', async () => {
  const bad = { 数量: '很多' };
  const page = await uploaded(world, sheet('改数.csv', [{}, bad, bad, bad]));
  await says(page, '可导入合计 500.00 元');
  const loads: string[] = [];
  page.on('framenavigated', () => loads.push(page.url()));
  const took = await fastestMs(MENDED_MS, async (at) => {
    await page.locator('.row .wrong').first().click();
    await page.locator('.row input').fill('120');
    const from = Date.now();
    await page.keyboard.press('Enter');
    await says(page, `可导入合计 ${['1,000.00', '1,500.00', '2,000.00'][at]} 元`);
    return Date.now() - from;
  });
  expect(took).toBeLessThanOrEqual(MENDED_MS);
  expect(loads).toEqual([]);
});

test('B12 Enter that ends a composition in a cell of the sheet leaves the cell open', async () => {
  const page = await uploaded(world, sheet('输入法.csv', [{}, { 采购单位: '示例区第一小' }]));
  await page.locator('.row .wrong').first().click();
  await page.locator('.row input').focus();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.method()));
  await enterWhileComposing(page, 'xuexiao');
  await holds(page, "document.querySelector('.row input')?.value.includes('xuexiao') === true");
  expect(sent.filter((method) => method === 'PATCH')).toEqual([]);
});

test('B25 one act mends the same text everywhere, and says in how many places', async () => {
  const page = await uploaded(
    world,
    sheet(
      '整组.csv',
      Array.from({ length: 9 }, () => ({ 采购单位: '示例区第一小' })),
    ),
  );
  await says(page, '需修改 9');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.method()));
  await page.getByRole('button', { name: '全部替换 9 处' }).click();
  await says(page, '可导入 9');
  expect(sent.filter((method) => method === 'PATCH')).toHaveLength(1);
});

test('a suggestion is taken with one click, and only when a person says so', async () => {
  const page = await uploaded(world, sheet('建议.csv', [{ 采购单位: '示例区第一小' }, {}]));
  await says(page, '需修改 1');
  await page.getByRole('button', { name: '改成“示例区第一小学”' }).click();
  await says(page, '需修改 0');
});

test('Alt+↓ goes to the next problem and to its input; typing and Enter mend one after the other', async () => {
  const page = await uploaded(world, sheet('键盘.csv', [{ 数量: '甲' }, {}, { 数量: '乙' }, { 数量: '丙' }]));
  await page.locator('[data-problem]').first().waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await holds(page, "document.activeElement.getAttribute('aria-label')?.includes('第 4 行') === true");
  await page.keyboard.press('Alt+ArrowUp');
  await holds(page, "document.activeElement.getAttribute('aria-label')?.includes('第 2 行') === true");
  for (const row of [4, 5]) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('20');
    await page.keyboard.press('Enter');
    await holds(page, `document.activeElement.getAttribute('aria-label')?.includes('第 ${row} 行') === true`);
  }
  await page.keyboard.press('Control+a');
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await says(page, '可导入 4');
});

test('an order like a recorded one stands beside it; what is decided stays with its reason, also in the history of the import', async () => {
  const first = await uploaded(world, sheet('一.csv', [{ 商品名称: '核桃', 数量: 33 }]));
  await entered(first);
  const page = await uploaded(world, sheet('二.csv', [{ 商品名称: '核桃', 数量: 33 }, {}]));
  await page.locator('[data-code="ORDER.NEAR_DUPLICATE"]').click();
  await page.getByText('像是同一笔').first().waitFor();
  await page.locator('.near').getByText('33斤').nth(1).waitFor();
  await page.getByRole('button', { name: '是同一笔，不导入' }).click();
  await says(page, '可导入 1');
  await page.getByRole('button', { name: '重复 1' }).click();
  await page.getByRole('button', { name: '还是导入这一行' }).click();
  await says(page, '可导入 2');
  await page.locator('[data-code="ORDER.NEAR_DUPLICATE"]').click();
  await page.locator('input[name=decisionReason]').fill('两个班各订一次 𠮷');
  await page.getByRole('button', { name: '是两笔，照常导入' }).click();
  const told = '已定：是两笔，照常导入。原因：两个班各订一次 𠮷';
  await page.getByText(told).waitFor();
  await page.reload();
  await page.getByText(told).waitFor();
  await entered(page);
  await page.getByRole('link', { name: '导入记录' }).click();
  await page.getByRole('link', { name: '二.csv' }).first().click();
  await page.locator('[data-decided]').getByText(told).waitFor();
});

test('what was decided about two orders is told when the row comes again, and is decided otherwise there', async () => {
  const row = (订单编号: string): Parameters<typeof sheet>[1] => [{ 商品名称: '板栗', 数量: 41, 订单编号 }];
  await entered(await uploaded(world, sheet('板栗.csv', row('B-1'))));
  const first = await uploaded(world, sheet('板栗二.csv', row('B-2')));
  await first.locator('[data-code="ORDER.NEAR_DUPLICATE"]').click();
  await first.getByRole('button', { name: '是两笔，照常导入' }).click();
  await first.getByText('已定：是两笔').waitFor();
  const again = await uploaded(world, sheet('板栗三.csv', row('B-2')));
  await again.locator('[data-code="ORDER.DECIDED_TWO"]').click();
  await again.locator('[data-decided-before]').getByText('此前已决定：是两笔').waitFor();
  await again.locator('.near').getByText('41斤').nth(1).waitFor();
  await again.getByRole('button', { name: '是同一笔，不导入' }).click();
  await says(again, '可导入 0');
  const last = await uploaded(world, sheet('板栗四.csv', row('B-2')));
  await last.locator('[data-code="ORDER.DECIDED_SAME"]').click();
  await last.locator('[data-decided-before]').getByText('此前已决定：是同一笔').waitFor();
  await last.getByRole('button', { name: '是两笔，照常导入' }).click();
  await says(last, '可导入 1');
  expect(last.watched).toEqual({ errors: [], foreign: [] });
});

test('a row without a number that is recorded is offered as one more, for a reason; the order it becomes can be left out again', async () => {
  const file = sheet('三.csv', [{ 订单编号: null, 商品名称: '花椒' }]);
  await entered(await uploaded(world, file));
  const page = await uploaded(world, file);
  await page.locator('[data-code="ROW.DUPLICATE"]').click();
  await page.locator('input[name=repeatReason]').fill('食堂又买了一次 𠮷');
  await page.getByRole('button', { name: '确是另一笔，照常导入' }).click();
  await says(page, '可导入 1');
  await page.locator('[data-code="ROW.REPEATED"]').click();
  await page.getByText('食堂又买了一次 𠮷').waitFor();
  await page.getByRole('button', { name: '不导入这一行' }).click();
  await says(page, '可导入 0');
});

test('B30 B76 the rows to mend come back as the file that was sent, in its own form; mended, only they are new', async () => {
  const page = await uploaded(world, sheet('退回.csv', [{ 数量: '很多', 订单编号: '83202020010000099001', 供应商: '=cmd|calc' }, {}, {}]));
  await entered(page);
  const before = await ordersOf(world);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /错误说明/ }).click()]);
  const bytes = readFileSync(await download.path());
  const [head = [], row = []] = parse(bytes, { bom: true });
  const told = Object.fromEntries(head.map((name, at) => [name, row[at]?.trim()]));
  expect(head.at(-1)).toBe('错误说明');
  expect(told).toMatchObject({ 订单编号: '83202020010000099001', 数量: '很多' });
  expect(String(told['供应商'])).toMatch(/^'=cmd/);
  expect(String(told['错误说明'])).toContain('数量');
  const again = await uploaded(world, { name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer: bytes });
  await says(again, '共 1 行');
  await again.locator('.row .wrong').first().click();
  await again.locator('.row input').fill('80');
  await again.keyboard.press('Enter');
  await says(again, '可导入 1');
  await entered(again);
  expect((await ordersOf(world)).count).toBe(before.count + 1);
});
