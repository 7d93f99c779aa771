import { HEADS, order } from '../../imports/corpus/case.js';
import { letters, workbook } from '../../imports/support/workbook.js';
import { DEMO_PASSWORD, settled } from '../../support/console-browser.js';
import { addAndSignIn } from '../../support/sign-in.js';
import { BUYER, choose, type Chosen, ordersOf, sample, says, sheet, STAFF, uploaded } from './import-world.js';
import { world } from './world.js';

test('B18 a known export of the 832 platform is recognised: nobody is asked for columns', async () => {
  const page = await uploaded(world, sample('01-832订单导出.xlsx'));
  expect(await page.locator('[aria-current=step]').innerText()).toContain('检查');
  await says(page, '共 60 行');
  await page.getByText(/已自动识别 \d+ 列/).waitFor();
  expect(await page.locator('select[name=headRow]').count()).toBe(0);
});

test('B19 a GB18030 CSV shows its heads and no replacement sign', async () => {
  const page = await uploaded(world, sample('03-832订单导出-GB18030.csv'));
  await page.locator('.row [data-state]').first().waitFor();
  const heads = await page.locator('[role=columnheader]').allInnerTexts();
  expect(heads).toEqual(expect.arrayContaining(['订单编号', '采购单位', '商品名称', '金额（元）']));
  expect(await page.locator('body').innerText()).not.toContain('�');
});

test('B22 a row has the number that people see in the file, titles above the head counted', async () => {
  const page = await uploaded(world, sample('04-标题行-合并表头-合计.xlsx'));
  await page.locator('.row [data-state]').first().waitFor();
  expect(await page.locator('.row [role=rowheader]').first().innerText()).toBe('6');
});

test('B35 each wrong kind of file is explained in its own plain words, and nothing else happens', async () => {
  const page = await world.console.open(BUYER, '/unit/import');
  await settled(page);
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  const file = (name: string, buffer: Buffer): Chosen => ({ name, mimeType: 'application/octet-stream', buffer });
  const wrong: readonly (readonly [Chosen, string])[] = [
    [sample('09-旧版.xls'), '旧版 .xls'],
    [sample('10-网页表格.xls'), '网页格式的表格'],
    [file('加密.xlsx', Buffer.concat([ole, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')])), '密码'],
    [file('说明.pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj')), '读不出表格'],
    [file('空.xlsx', Buffer.alloc(0)), '空的'],
  ];
  const said: string[] = [];
  for (const [chosen, text] of wrong) {
    await choose(page, chosen);
    const note = page.getByRole('alert').filter({ hasText: text });
    await note.waitFor();
    said.push(await note.innerText());
  }
  expect(new Set(said).size).toBe(wrong.length);
  for (const text of said) expect(text).not.toMatch(/Error|at \/|undefined|500/);
  expect(new URL(page.url()).pathname).toBe('/unit/import');
});

test('a file above 20 MB is refused before it is sent', async () => {
  const page = await world.console.open(BUYER, '/unit/import');
  await settled(page);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.method()));
  await choose(page, { name: '大.csv', mimeType: 'text/csv', buffer: Buffer.alloc(21 * 1_048_576, 'a,') });
  await page.getByRole('alert').filter({ hasText: '超过 20 MB' }).waitFor();
  expect(sent).not.toContain('POST');
});

test('unknown heads are asked for, and what a person chooses is checked', async () => {
  const page = await world.console.open(BUYER, '/unit/import');
  await settled(page);
  const { buffer, ...file } = sheet('列名不同.csv', [{}, {}]);
  await choose(page, { ...file, buffer: Buffer.from(buffer.toString().replace('供应商', '卖家大名').replace('商品名称', '东西')) });
  const supplier = page.locator('select[name="column-供应商"]');
  if (!(await shows(page, '修改对应'))) await supplier.waitFor();
  else await page.getByRole('button', { name: '修改对应' }).click();
  await supplier.selectOption({ label: await labelOf(page, 'column-供应商', '卖家大名') });
  await page.locator('select[name="column-商品名称"]').selectOption({ label: await labelOf(page, 'column-商品名称', '东西') });
  await page.getByRole('button', { name: '按此对应检查' }).click();
  await says(page, '可导入 2');
});

test('where no head is known, any sheet of the file is chosen and mapped by hand', async () => {
  const rows = [HEADS.map((_, at) => `Field ${at + 1}`), order({ 采购单位: '示例区第一小学' })];
  const buffer = workbook({
    sheets: [
      { name: 'Notes', rows: [['To whom', 'What']] },
      { name: 'Orders', rows },
    ],
  });
  const page = await world.console.open(BUYER, '/unit/import');
  await settled(page);
  await choose(page, { name: 'english.xlsx', mimeType: 'application/octet-stream', buffer });
  await page.locator('select[name=sheet]').selectOption('Orders');
  await page.locator('select[name="column-订单编号"] option').filter({ hasText: 'Field 1' }).first().waitFor({ state: 'attached' });
  for (const [at, head] of HEADS.entries()) await page.locator(`select[name="column-${head}"]`).selectOption(letters(at));
  await page.getByRole('button', { name: '按此对应检查' }).click();
  await says(page, '可导入 1');
});

test('what is pasted and is no sheet is answered, and forgotten with the next file', async () => {
  const page = await world.console.open(BUYER, '/unit/import');
  await settled(page);
  await page.evaluate<null>(`(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'hello');
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    return null;
  })()`);
  await page.locator('[data-unfit]').getByText('粘贴的不是表格的行').waitFor();
  await choose(page, sample('09-旧版.xls'));
  await page.getByRole('alert').filter({ hasText: '旧版 .xls' }).waitFor();
  expect(await page.locator('[data-unfit]').count()).toBe(0);
});

test('columns are kept under a name, chosen at the next upload, and deleted', async () => {
  const page = await world.console.open(BUYER, '/unit/import?kind=orders');
  await settled(page);
  const { buffer, ...file } = sheet('自己的表.csv', [{}, {}]);
  const own = { ...file, buffer: Buffer.from(buffer.toString().replace('供应商', '哪家的').replace('商品名称', '买的啥')) };
  await choose(page, own);
  const supplier = page.locator('select[name="column-供应商"]');
  if (!(await shows(page, '修改对应'))) await supplier.waitFor();
  else await page.getByRole('button', { name: '修改对应' }).click();
  await supplier.selectOption({ label: await labelOf(page, 'column-供应商', '哪家的') });
  await page.locator('select[name="column-商品名称"]').selectOption({ label: await labelOf(page, 'column-商品名称', '买的啥') });
  await page.locator('input[name=profileName]').fill('我们的表 𠮷');
  await page.getByRole('button', { name: '存为方案' }).click();
  await page.getByText('已存为方案“我们的表 𠮷”').waitFor();

  await page.goto(new URL('/unit/import?kind=orders', page.url()).href);
  await page.locator('select[name=profile]').selectOption('我们的表 𠮷');
  await choose(page, own);
  await says(page, '可导入 2');
  await page.goto(new URL('/unit/import?kind=orders', page.url()).href);
  await page.locator('select[name=profile]').selectOption('我们的表 𠮷');
  await page.getByRole('button', { name: '删除方案“我们的表 𠮷”' }).click();
  await page.getByText('删除后不能恢复').waitFor();
  await page.getByRole('button', { name: '确认删除' }).click();
  await page.locator('select[name=profile]').waitFor({ state: 'detached' });
});

test('rows that are pasted are imported like a file, also those pasted where a purchase is typed', async () => {
  const text = sheet('', [{}, {}, {}]).buffer.toString().replaceAll(',', '\t');
  const page = await world.console.open(BUYER, '/purchases/new');
  await settled(page);
  await page.locator('input[name=product]').focus();
  await page.evaluate<null>(`(() => {
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    return null;
  })()`);
  await page.waitForURL(/\/unit\/import\/.+/);
  await says(page, '共 3 行');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('粘贴的表格');
});

test('where a purchase is typed, the unit of a 主管部门 stands by its name', async () => {
  const unit = { id: 'department-of-trade', name: '示例区商务局', kind: 'department', regionCode: '610124', occurredOn: '2015-01-01' };
  await world.ledger.post('/api/units', unit);
  const account = 'trade-buyer';
  await addAndSignIn(world.ledger.url, { account, password: DEMO_PASSWORD, roles: ['purchaser'], unitId: unit.id });
  const page = await world.console.open(account, '/purchases/new');
  await page.locator('form').getByText(unit.name).first().waitFor();
  expect(await page.locator('form').innerText()).not.toContain(unit.id);
});

test('every kind a person may import has its template, and the same page imports it', async () => {
  const page = await uploaded(world, sample('06-帮助销售-混合单位.xlsx'), STAFF, 'sales');
  await says(page, '共 22 行');
  await says(page, '180,837.38 元');
  for (const [account, kind] of [
    [STAFF, 'sales'],
    [STAFF, 'households'],
    [BUYER, 'orders'],
    [BUYER, 'reserves'],
    ['admin', 'units'],
  ] as const) {
    const list = await world.console.open(account, `/unit/import?kind=${kind}`);
    await settled(list);
    const href = (await list.getByText(/^下载模板/).getAttribute('href')) ?? '';
    expect(href).toBe(`/api/imports/template/${kind}.xlsx`);
    expect((await list.request.get(`${world.ledger.url}${href}`)).status()).toBe(200);
  }
});

test('B27 nothing is written before the commit: the ledger has not moved', async () => {
  const before = await ordersOf(world);
  const page = await uploaded(world, sheet('未提交.csv', [{}, {}, { 数量: '很多' }]));
  await says(page, '可导入 2');
  expect(await ordersOf(world)).toEqual(before);
});

async function shows(page: Awaited<ReturnType<typeof uploaded>>, text: string): Promise<boolean> {
  await page.locator('[data-counts]').or(page.locator('select[name=headRow]')).first().waitFor();
  return (await page.getByText(text).count()) > 0;
}

async function labelOf(page: Awaited<ReturnType<typeof uploaded>>, select: string, head: string): Promise<string> {
  return (await page.locator(`select[name="${select}"] option`).filter({ hasText: head }).first().innerText()).trim();
}
