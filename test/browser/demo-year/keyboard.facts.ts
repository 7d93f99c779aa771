import { field, labelled, tabTo } from '../../support/by-keyboard.js';
import { holds, settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

test('B11 from signing in to a saved purchase by the keyboard alone, and the focus is seen all the way', async () => {
  const page = await console_.openAsNobody('/login');
  await page.getByRole('button', { name: '登录' }).waitFor();
  await tabTo(page, 'account', field('account'));
  await page.keyboard.type('demo-unit');
  await tabTo(page, 'password', field('password'));
  await page.keyboard.type(console_.demoPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk$/);
  await settled(page);
  await tabTo(page, 'the entry of the menu', labelled('登记采购'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/purchases\/new$/);
  await settled(page);
  const values = { product: '香菇', quantity: '20', amount: '360', supplierName: '示例合作社', platformOrderNo: 'KEYBOARD-1' };
  for (const [name, value] of Object.entries(values)) {
    await tabTo(page, name, field(name));
    await page.keyboard.type(value);
  }
  await tabTo(page, 'the button', labelled('保存并继续录入'));
  await page.keyboard.press('Enter');
  await page.getByText('已保存').waitFor();
  expect((await console_.ask<{ count: number }>('demo-unit', 'orders?platformOrderNo=KEYBOARD-1')).count).toBe(1);
});

test('what is opened over a page is closed by Esc, and the focus goes back to what opened it', async () => {
  const page = await console_.open('demo-leader', '/overview?year=2020');
  await settled(page);
  const figure = page.locator('[data-card] [data-figure="purchase.paid"]').first();
  await figure.focus();
  await page.keyboard.press('Enter');
  await page.locator('.evidence [data-sum]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.evidence [data-sum]').waitFor({ state: 'detached' });
  await holds(page, "document.activeElement.dataset.figure === 'purchase.paid'");
});
