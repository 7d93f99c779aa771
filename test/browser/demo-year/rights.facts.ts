import { settled } from '../../support/console-browser.js';
import { fill, ordersNumbered, purchase, UNIT } from '../../support/purchase-form.js';
import { console_ } from './console.js';

test('B04 a page without a chart fetches no chart library, and the overview does', async () => {
  const scripts = async (account: string, path: string): Promise<readonly string[]> => {
    const page = await console_.fresh(account);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${console_.ledger.url}${path}`);
    await settled(page);
    return asked.filter((each) => each.endsWith('.js') && each.includes('charts'));
  };
  expect(await scripts('demo-unit', '/purchases/new')).toEqual([]);
  expect(await scripts('demo-leader', '/overview?year=2020')).not.toEqual([]);
});

test.each([
  ['demo-leader', '/admin'],
  ['demo-unit', '/admin'],
  ['demo-village', '/purchases?year=2020'],
  ['demo-project', '/purchases?record=order-demo-lianhu-2020-0-order-2020-1-1'],
  ['demo-village', '/overview?year=2020&drill=purchase.paid%3Fyear%3D2020'],
  ['demo-village', '/reserve?year=2020'],
  ['demo-project', '/sales'],
  ['demo-unit', '/sales'],
])('B43 %s, who opens %s without the right, is told so politely; the API says 403, and no row comes with it', async (account, path) => {
  const page = await console_.fresh(account);
  const refused: Promise<object>[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.json() as Promise<object>);
  });
  await page.goto(`${console_.ledger.url}${path}`);
  await page.getByText('没有查看这部分内容的权限').first().waitFor();
  await settled(page);
  const bodies = await Promise.all(refused);
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) expect(Object.keys(body)).toEqual(expect.not.arrayContaining(['items', 'lines', 'value', 'count', 'sum']));
  expect(await page.locator('main tbody tr, .evidence [data-row]').count()).toBe(0);
  const text = await page.evaluate<string>('document.body.innerText');
  for (const secret of ['demo-auditor', 'DEMO-2020-', '示例第一小学']) expect(text).not.toContain(secret);
});

test.each([
  ['demo-leader', '/purchases/new', 'POST', '/api/orders'],
  ['demo-village', '/purchases/new', 'POST', '/api/orders'],
  ['demo-leader', '/unit/import', 'GET', '/api/imports'],
  ['demo-project', '/unit/import/imp-1', 'GET', '/api/imports/imp-1'],
])('B43 %s, who does not enter at %s, is told whose work it is and led back; the API says 403', async (account, path, method, api) => {
  const page = await console_.look(account, path);
  await page.getByText('不由您的角色办理').waitFor();
  await settled(page);
  expect(await page.locator('main input, main form').count()).toBe(0);
  const signed = await console_.session(account);
  const { status } = await (method === 'GET' ? signed.fetch(api) : signed.post(api, {}));
  expect(status).toBe(403);
  await page.getByRole('link', { name: '回到工作台' }).click();
  await page.waitForURL((url) => url.pathname !== path);
});

test('B43 the form of a stage is not opened by its address for who does not enter it', async () => {
  const page = await console_.open('demo-leader', '/projects/demo-lianhu-2020-0-cold-store?update=contracted');
  await page.locator('.stage').first().waitFor();
  await settled(page);
  expect(await page.locator('.el-drawer form').count()).toBe(0);
});

test('B43 the entry of the villages is closed to whoever is no village staff', async () => {
  const page = await console_.open('demo-leader', '/m/');
  await page.getByText('这一页由村级填报人员办理').waitFor();
  expect(await page.locator('form').count()).toBe(0);
  await page.getByRole('link', { name: '回到工作台' }).click();
  await page.waitForURL(/\/overview/);
});

test('S0 nobody gets in without signing in, and comes back to where they wanted to go', async () => {
  const page = await console_.openAsNobody('/overview/ranking?year=2020');
  await page.getByLabel('账号').fill('demo-leader');
  await page.locator('input[name=password]').fill('not the password');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('input[name=password]').fill(console_.demoPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/overview\/ranking\?year=2020$/);
});

test('B71 when the session ends over a form, saving asks to sign in again in a dialog, and then the form is saved', async () => {
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SESSION-ENDED'));
  await page.context().clearCookies();
  await page.getByRole('button', { name: '保存并继续录入' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('登录已过期').waitFor();
  expect(await ordersNumbered(console_, 'SESSION-ENDED')).toBe(0);
  await dialog.locator('input[name=password]').fill(console_.demoPassword);
  await dialog.getByRole('button', { name: '登录' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('已保存').waitFor();
  expect(await ordersNumbered(console_, 'SESSION-ENDED')).toBe(1);
});
