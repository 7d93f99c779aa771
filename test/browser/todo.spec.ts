import type { Page } from 'playwright-core';
import { ConsoleBrowser, holds, settled } from '../support/console-browser.js';
import { addAndSignIn, signInAdmin } from '../support/sign-in.js';

const UNIT = 'demo-lianhu-2020-0-unit-1';

/** What a server says that cannot answer just now. */
const BROKEN = { status: 500, code: 'TEST.BROKEN', title: 'broken', detail: '暂时读不到' };

let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

async function todosOf(account: string, path: string, script = ''): Promise<Page> {
  const page = await console_.open(account, path, {}, script);
  await settled(page);
  await page.locator('[data-todos]').waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** The reserve of a unit for a year, declared and submitted by its own purchaser. @throws where it is refused */
async function submitted(unitId: string, year: number): Promise<void> {
  const purchaser = await addAndSignIn(console_.ledger.url, {
    account: 'declarer',
    password: console_.demoPassword,
    roles: ['purchaser'],
    unitId,
  });
  const reserve = `/api/units/${unitId}/reserves/${year}`;
  for (const [path, body] of [
    [reserve, { canteen: 'none', unionSpendFen: 100, unionReserveFen: 50 }],
    [`${reserve}/submit`, {}],
  ] as const) {
    const answer = await purchaser.post(path, body);
    if (!answer.ok) throw new Error(`${path} → ${answer.status} ${await answer.text()}`);
  }
}

test('a village is told what waits on this computer, and that this month has no sale yet', async () => {
  const queue = JSON.stringify([
    { account: 'demo-village', body: { id: 'w-1' } },
    { account: 'demo-village', body: { id: 'w-2' }, refused: '村代码有误' },
    { account: 'another-village', body: { id: 'w-3' } },
  ]);
  const page = await todosOf('demo-village', '/desk', `localStorage.setItem('bangfu.m.queue', ${JSON.stringify(queue)});`);
  const todos = page.locator('[data-todos]');
  await todos.getByText('本机有 1条销售待上传').waitFor();
  await todos.getByText('本机有 1条销售没有被接受').waitFor();
  await todos.getByText('还没有登记帮助销售').click();
  await page.waitForURL(/\/m\/$/);
});

test('an administrator is told of accounts nobody has used, of units without one and of a year without its rule', async () => {
  const admin = await signInAdmin(console_.ledger.url);
  const facts = { account: 'newcomer', name: '新来的', roles: ['leader'], password: 'plums of the first day' };
  expect((await admin.post('/api/accounts', facts)).status).toBe(201);
  const page = await todosOf('admin', '/desk');
  const todos = page.locator('[data-todos]');
  await todos.getByText('还没有首次登录并更换密码：newcomer').waitFor();
  await todos.getByText(/没有自己的采购填报账号：\d+家/).waitFor();
  await todos.getByText('预留比例尚未录入').click();
  await page.waitForURL(/\/admin#rules$/);
  await holds(page, "document.querySelector('#rules').getBoundingClientRect().top < innerHeight");
});

test('a leader is told which reserves wait for review, who has not declared, and which project is late', async () => {
  await submitted('demo-lianhu-2020-0-unit-1', 2021);
  const page = await todosOf('demo-leader', '/overview?year=2021');
  const todos = page.locator('[data-todos]');
  await todos.getByText(/2021年度预留份额待审核：1家/).waitFor();
  await todos.getByText(/2021年度预留份额尚未填报：\d+家/).waitFor();
  await todos.locator('a', { hasText: '已晚' }).first().click();
  await page.waitForURL(/\/projects\/.+/);
});

test('where nothing waits, each role is told what would be listed', async () => {
  await addAndSignIn(console_.ledger.url, { account: 'idle', password: console_.demoPassword, roles: ['reviewer'], unitId: UNIT });
  const page = await todosOf('idle', '/desk');
  await page.getByText('没有待办事项').waitFor();
  await page.getByText('下级单位提交预留份额后').waitFor();
});

test('what could not be read is said and read again; that nothing waits is said only when all of it was read', async () => {
  await addAndSignIn(console_.ledger.url, { account: 'cut-off', password: console_.demoPassword, roles: ['reviewer'], unitId: UNIT });
  const page = await console_.open('cut-off', '/desk');
  await settled(page);
  await page.route('**/api/reserves?*', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(BROKEN) }),
  );
  await page.reload();
  const todos = page.locator('[data-todos]');
  await todos.getByRole('alert').getByText(BROKEN.detail).waitFor();
  expect(await todos.getByText('没有待办事项').count()).toBe(0);
  await page.unroute('**/api/reserves?*');
  await todos.getByRole('button', { name: '再试一次' }).click();
  await todos.getByText('没有待办事项').waitFor();
});

test('messages that were set aside are told beside totals that are complete, and nobody is sent to maintenance for them', async () => {
  const page = await console_.open('admin', '/admin');
  await settled(page);
  const impact = { projection: 'impact', behindBy: 0, parked: 0, setAside: 2 };
  // The other read model is as a service of the release before tells it.
  const state = { projections: [impact, { projection: 'order_ledger', behindBy: 0, parked: 0 }], services: [] };
  await page.route('**/api/system', (route) => route.fulfill({ json: state }));
  await page.reload();
  await page.getByText('有 2 条外来消息已由维护人员存查，不是账里的记录，合计不缺').waitFor();
  expect(await page.getByText('外来消息').count()).toBe(1);
  expect(await page.getByText('所有汇总都是最新的').count()).toBe(1);
  expect(await page.getByText('请联系维护人员').count()).toBe(0);
});
