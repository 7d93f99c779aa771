import { settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

test('B04 a page without a chart fetches no chart library', async () => {
  const page = await console_.open('demo-unit', '/rules');
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await page.goto(`${console_.ledger.url}/purchases/new`);
  await settled(page);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((url) => url.includes('charts'))).toEqual([]);
});

test('B43 who may not read a list is told so politely, and no row comes with it', async () => {
  const page = await console_.open('demo-leader', '/admin');
  await settled(page);
  expect(await page.evaluate<string>('document.body.innerText')).not.toContain('demo-auditor');
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

test('B71 when the session ends over a page, it is opened again in a dialog and the page goes on', async () => {
  const page = await console_.open('demo-unit', '/purchases/new');
  await settled(page);
  await page.locator('input[name=product]').fill('猕猴桃');
  await page.context().clearCookies();
  await page.locator('input[name=platformOrderNo]').fill('NOBODY-1');
  await page.locator('input[name=platformOrderNo]').blur();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('登录已过期').waitFor();
  await dialog.locator('input[name=password]').fill(console_.demoPassword);
  await dialog.getByRole('button', { name: '登录' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.locator('input[name=product]').inputValue()).toBe('猕猴桃');
});
