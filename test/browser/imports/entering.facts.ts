import { holds, settled } from '../../support/console-browser.js';
import { batchOf, BUYER, entered, ordersOf, REVIEWER, type Row, sample, says, sheet, uploaded } from './import-world.js';
import { world } from './world.js';

test('B26 what is shown is what is entered: counts and sums of the preview are those of the ledger by batch', async () => {
  const page = await uploaded(world, sample('01-832订单导出.xlsx'));
  const shown = await page.locator('[data-total]').innerText();
  await page.getByRole('button', { name: '导入可用的 60 行' }).click();
  await page.locator('[data-result]').waitFor();
  const { count, sums } = await ordersOf(world, batchOf(page));
  expect(count).toBe(60);
  const yuan = (sums['orderedFen'] ?? 0) / 100;
  expect(shown).toContain(yuan.toLocaleString('en-US', { minimumFractionDigits: 2 }));
  await page.getByRole('link', { name: '查看这批' }).click();
  await page.getByText('只看一批导入').waitFor();
  await page.getByText(/筛选合计：60笔/).waitFor();
});

test('B28 the same file again: nothing is new, every row is a duplicate', async () => {
  const file = sheet('两次.csv', [{}, {}, {}]);
  await entered(await uploaded(world, file));
  const page = await uploaded(world, file);
  await says(page, '重复 3');
  await page.getByText('没有可导入的行').waitFor();
  expect(await page.locator('[data-commit]').count()).toBe(0);
});

test('B29 what is right is imported and what is wrong stays listed', async () => {
  const rows = Array.from({ length: 1_271 }, (_, at): Row => (at % 41 === 0 ? { 数量: '很多' } : {}));
  const bad = rows.filter(({ 数量 }) => 数量 !== undefined).length;
  const page = await uploaded(world, sheet('一部分.csv', rows));
  await says(page, `需修改 ${bad}`);
  await page.getByRole('button', { name: `导入可用的 ${(1_271 - bad).toLocaleString('en-US')} 行` }).click();
  await page.locator('[data-result]').waitFor({ timeout: 60_000 });
  await page.getByText(`需修改 ${bad} 行`).waitFor();
  expect((await ordersOf(world, batchOf(page))).count).toBe(1_271 - bad);
});

test('B31 a batch is taken back whole: the figures that move are said, and both stay in the history', async () => {
  const before = await ordersOf(world);
  const page = await uploaded(world, sheet('撤销.csv', [{}, {}]));
  await entered(page);
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  const told = page.locator('[data-undo]');
  await told.getByText('将撤销 2笔').waitFor();
  // The batch's own part, to the fen: beside large figures it would not be seen.
  await told.getByText(/下单额 .+ → .+（− 1,000\.00 元）/).waitFor();
  await page.locator('input[name=reason]').fill('导错了年份');
  await page.getByRole('button', { name: '确认撤销' }).click();
  await page.getByText('已撤销。原因：导错了年份').waitFor();
  const { grams: _, ...money } = (await ordersOf(world)).sums;
  expect(before.sums).toMatchObject(money);
  await page.getByRole('link', { name: '导入记录' }).click();
  await page.getByRole('row', { name: /撤销\.csv.*已撤销/ }).waitFor();
});

test('an undo that a lock forbids names the rows and who may; a reviewer above takes the batch back as an adjustment', async () => {
  const page = await uploaded(world, sheet('已结账.csv', [{ 下单日期: '2018-03-05' }, { 下单日期: '2018-05-05' }]));
  await entered(page);
  await world.lock('2018-03');
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.locator('[data-locked]').getByText('其中 1 条涉及已锁定的期间：第 2 行（2018-03）。').waitFor();
  await page
    .locator('[data-refusal]')
    .getByText(/2018年3月 已由账号.+锁定.*上级单位的主管审核人员/)
    .waitFor();
  await page.locator('input[name=reason]').fill('导错了');
  expect(await page.getByRole('button', { name: '确认撤销' }).isDisabled()).toBe(true);
  const reviewing = await world.console.open(REVIEWER, `/unit/import/${batchOf(page)}`);
  await reviewing.getByRole('button', { name: '撤销这次导入' }).click();
  await reviewing.getByText('这些作为调整入账').waitFor();
  await reviewing.locator('input[name=reason]').fill('复核：导错了文件');
  await reviewing.getByRole('button', { name: '确认撤销' }).click();
  await reviewing.getByText('已撤销。原因：复核：导错了文件').waitFor();
  expect((await ordersOf(world, batchOf(page))).sums).toMatchObject({ orderedFen: 0 });
});

test('a reviewer brings what came too late for a locked month: each row says why, and is entered as an adjustment', async () => {
  await world.lock('2018-01');
  const page = await uploaded(world, sheet('补记.csv', [{ 下单日期: '2018-01-05' }, { 下单日期: '2018-01-08' }]), REVIEWER);
  await says(page, '需修改 2');
  await page.getByLabel('调整原因（第 2 行）').fill('发票迟到');
  await page.getByRole('button', { name: '改这一处' }).click();
  await says(page, '需修改 1');
  await page.getByRole('button', { name: '导入可用的 1 行' }).click();
  await page.locator('[data-result]').waitFor();
  expect((await ordersOf(world, batchOf(page))).count).toBe(1);
});

test('B33 who leaves and comes back finds the same progress, and is told when it is done', async () => {
  const page = await uploaded(
    world,
    sheet(
      '离开.csv',
      Array.from({ length: 20_000 }, () => ({})),
    ),
  );
  const batch = batchOf(page);
  await page.locator('[data-commit]').click();
  await page.locator('progress').waitFor();
  await page.getByRole('link', { name: '采购台账' }).click();
  await page.getByText(/正在导入 \d+\/20000 · 离开\.csv/).waitFor();
  await page.reload();
  await page.getByText('导入完成 · 离开.csv').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: '查看', exact: true }).click();
  await page.locator('[data-result]').getByText('已导入 20,000 行').waitFor();
  expect((await ordersOf(world, batch)).count).toBe(20_000);
});

test('what one computer has begun goes on at another', async () => {
  const page = await uploaded(world, sheet('另一台.csv', [{ 数量: '很多' }]));
  const { pathname } = new URL(page.url());
  const other = await world.console.open(BUYER, pathname);
  await says(other, '需修改 1');
  await other.locator('.row .wrong').first().click();
  await other.locator('.row input').fill('12');
  await other.keyboard.press('Enter');
  await says(other, '可导入 1');
});

test('B34 an import that stops says so with its reason, and goes on when it is told to', async () => {
  const units = (await world.ledger.get('/api/units?limit=50')) as unknown as { items: readonly { id: string; name: string }[] };
  const unitId = units.items.find(({ name }) => name === '示例区第一小学')?.id;
  const page = await uploaded(
    world,
    sheet(
      '停下.csv',
      // Of sums of their own: what is alike by day and sum is looked up for each, and other tests have entered thousands.
      Array.from({ length: 5_000 }, (_, at): Row => ({ 订单编号: `B34-${at}`, '金额（元）': (500 + at / 100).toFixed(2) })),
    ),
  );
  // Of the last row: entered by hand while the import is still at those before it, however soon the page shows that.
  const begun = page.waitForResponse((response) => response.url().endsWith('/commit'));
  await page.locator('[data-commit]').click();
  await begun;
  const lines = [{ product: '苹果', category: 'fruit', quantity: 1, unit: '斤', amountFen: 100 }];
  const byHand = { unitId, channel: '832', supplierName: '甲', funding: 'union', settlement: 'prepaid', occurredOn: '2020-06-18', lines };
  const { status } = await world.ledger.post('/api/orders', { ...byHand, platformOrderNo: 'B34-4999' });
  expect(status).toBe(201);
  const stopped = page.locator('[data-failure]');
  await stopped.waitFor({ timeout: 60_000 });
  expect(await stopped.innerText()).toMatch(/第 5001 行.*重试/s);
  await page.getByRole('button', { name: '重试' }).click();
  await page.locator('[data-counts]').waitFor();
  await holds(page, "document.querySelector('[data-state]').innerText === '待确认'");
  await settled(page);
});
