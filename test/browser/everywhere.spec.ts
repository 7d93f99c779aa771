import { barriers } from '../support/axe.js';
import { ConsoleBrowser, settled } from '../support/console-browser.js';
import { PAGES } from '../support/console-pages.js';

let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

test.each(PAGES)('B05 B06 B07 B08 B70 %s finds %s sound, wide and narrow', async (account, path) => {
  for (const width of [1440, 360]) {
    const page = await console_.open(account, path, { viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    await settled(page);
    await page.waitForLoadState('networkidle');
    expect({ width, violations: await barriers(page) }).toEqual({ width, violations: [] });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const [lang, h1, title] = await page.evaluate<[string, number, string]>(
      "[document.documentElement.lang, document.querySelectorAll('h1').length, document.title]",
    );
    expect([lang, h1, title.includes('帮扶台账')]).toEqual(['zh-CN', 1, true]);
    expect(page.watched).toEqual({ errors: [], foreign: [] });
  }
});

test.each(PAGES)('B69 %s reads %s in English: no Chinese in what the system says itself, no text missing', async (account, path) => {
  const page = await console_.open(account, path, { language: 'en' });
  await settled(page);
  await page.waitForLoadState('networkidle');
  const said = await page.evaluate<string[]>(
    "[...document.querySelectorAll('nav a, th[scope=col], label > span:first-child, legend, .el-radio-button, .el-button')].map((element) => element.innerText)",
  );
  const chinese = said.filter((text) => /\p{Script=Han}/u.test(text) && !/示例|^中文$/.test(text));
  expect(chinese).toEqual([]);
  const text = await page.evaluate<string>('document.body.innerText');
  expect(
    text.match(/\b(?:overview|orders|words|evidence|projects|state|menu|desk|reserve|sales|ranking|admin)\.[a-zA-Z.]+/g) ?? [],
  ).not.toContainEqual(expect.stringMatching(/^(?:overview|orders|words|evidence|state|menu|desk|ranking|admin)\./));
  expect(await page.evaluate<string>('document.documentElement.lang')).toBe('en');
});

test('B04 a page without a chart fetches no chart library', async () => {
  const page = await console_.open('demo-unit', '/rules');
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await page.goto(`${console_.ledger.url}/purchases/new`);
  await settled(page);
  await page.waitForLoadState('networkidle');
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((url) => url.includes('charts'))).toEqual([]);
});

test('B43 who may not read a list is told so politely, and no row comes with it', async () => {
  const page = await console_.open('demo-leader', '/admin');
  await settled(page);
  await page.waitForLoadState('networkidle');
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
