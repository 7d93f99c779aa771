import { readFile } from 'node:fs/promises';
import { ConsoleBrowser, holds, settled } from '../support/console-browser.js';
import { signInAdmin } from '../support/sign-in.js';

const CONTACT = { contactName: '欧阳娜娜', contactPhone: '029-87654321' };

let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

test('whom to call goes along with a new unit, stands there masked, and is shown for a reason that auditors find', async () => {
  const page = await console_.open('admin', '/admin');
  await settled(page);
  await page.getByRole('button', { name: '登记单位' }).first().click();
  await page.locator('input[name=unitName]').fill('示例新校');
  for (const [name, text] of Object.entries(CONTACT)) await page.locator(`input[name=${name}]`).fill(text);
  await page.locator('.unit-form').getByRole('button', { name: '保存' }).click();
  await page.getByText('✓').first().waitFor();
  await page.locator('[data-unit]', { hasText: '示例新校' }).click();
  const person = page.locator('.evidence [data-person]');
  await person.getByText('欧**娜').waitFor();
  expect(await person.innerText()).not.toContain(CONTACT.contactPhone);
  await person.getByRole('button', { name: '查看姓名和电话' }).click();
  await holds(page, "document.activeElement.name === 'revealReason'");
  await page.locator('input[name=revealReason]').fill('核对填报进度');
  await person.locator('form').getByRole('button', { name: '查看姓名和电话' }).click();
  await person.getByText(CONTACT.contactName).waitFor();
  await person.getByText(CONTACT.contactPhone).waitFor();
  await holds(page, `document.activeElement.innerText === ${JSON.stringify(CONTACT.contactName)}`);

  const auditor = await console_.open('demo-auditor', '/access-log?kind=reveal');
  await auditor.locator('[data-entry]', { hasText: '核对填报进度' }).waitFor();
  expect(await auditor.locator('body').innerText()).not.toContain(CONTACT.contactName);
});

test('the access log is narrowed by account, kind and day, and taken along as the sheet of what is set', async () => {
  const signed = await signInAdmin(console_.ledger.url);
  await signed.post('/api/accounts', { account: 'looked-for', name: '某人', roles: ['leader'], password: 'plums of the first day' });
  const page = await console_.open('demo-auditor', '/access-log');
  await settled(page);
  await page.locator('[data-entry]').first().waitFor();
  await page.locator('.menu').getByText('访问日志').waitFor();
  await page.locator('input[name=account]').fill('admin');
  await page.keyboard.press('Enter');
  await page.waitForURL(/account=admin/);
  await page.locator('.filters .el-select').click();
  await page.getByRole('option', { name: '新建账号' }).click();
  await page.waitForURL(/kind=account-added/);
  await page.locator('[data-entry]', { hasText: 'looked-for' }).waitFor();
  const shown = await console_.ask<{ count: number }>('demo-auditor', 'access-log?account=admin&kind=account-added');
  expect(await page.locator('[data-entry]').count()).toBe(shown.count);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export]').click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(1 + shown.count);
});

test('nobody but an auditor is offered the access log', async () => {
  const page = await console_.open('admin', '/admin');
  await settled(page);
  expect(await page.locator('.menu').getByText('访问日志').count()).toBe(0);
  await page.goto(`${console_.ledger.url}/access-log`);
  await page.getByText('没有查看这部分内容的权限').waitFor();
});

test('a village sees who the head of a household is, masked, and in full for a reason', async () => {
  const { items } = await console_.ask<{ items: readonly { id: string; private: object | null }[] }>(
    'demo-village',
    'households?limit=200',
  );
  const named = items.find(({ private: person }) => person !== null);
  const page = await console_.open('demo-village', `/sales?record=household-${named?.id ?? ''}`);
  const person = page.locator('.evidence [data-person]');
  await person.getByText('*').first().waitFor();
  await person.getByRole('button', { name: '查看姓名和电话' }).click();
  await page.locator('input[name=revealReason]').fill('入户走访');
  await person.locator('form').getByRole('button', { name: '查看姓名和电话' }).click();
  await page.locator('input[name=revealReason]').waitFor({ state: 'detached' });
  expect(await person.locator('strong').innerText()).not.toContain('*');
});
