import { holds, PATIENCE_MS, settled } from '../../support/console-browser.js';
import { fill, purchase, UNIT } from '../../support/purchase-form.js';
import { THIS_YEAR } from '../../support/this-year.js';
import { console_ } from './console.js';

test('B36 what is saved on one page appears on the overview of another within three seconds, without reload', async () => {
  const overview = await console_.open('demo-leader', `/overview?year=${THIS_YEAR}`);
  await settled(overview);
  const figure = overview.locator('[data-card="purchase.ordered"] .value');
  const before = await figure.innerText();
  const page = await console_.open(UNIT, '/purchases/new');
  await settled(page);
  await fill(page, purchase('SCREEN-LIVE'));
  const from = Date.now();
  await page.keyboard.press('Control+Enter');
  await holds(overview, `document.querySelector('[data-card="purchase.ordered"] .value').innerText !== ${JSON.stringify(before)}`);
  expect(Date.now() - from).toBeLessThanOrEqual(3_000);
});

test('B37 a lost stream says so, and the figures are right again soon after it is back', async () => {
  const page = await console_.open('demo-leader', `/overview?year=${THIS_YEAR}`);
  await settled(page);
  const figure = 'document.querySelector(\'[data-card="purchase.ordered"] .value\').innerText';
  const before = await page.evaluate<string>(figure);
  await page.context().setOffline(true);
  await page.getByText('实时更新已断开').waitFor({ timeout: PATIENCE_MS });
  const other = await console_.open(UNIT, '/purchases/new');
  await settled(other);
  await fill(other, purchase('SCREEN-LOST'));
  await other.keyboard.press('Control+Enter');
  await other.getByText('已保存').waitFor();
  await page.context().setOffline(false);
  await holds(page, `${figure} !== ${JSON.stringify(before)}`, 15_000);
  const { value } = await console_.ask<{ value: number }>('demo-leader', `figures/purchase.ordered?year=${THIS_YEAR}&channel=832`);
  const drawer = page.locator('.evidence [data-sum]');
  await page.locator('[data-card] [data-figure="purchase.ordered"]').first().click();
  await drawer.waitFor();
  expect(Number(await drawer.getAttribute('data-sum'))).toBe(value);
});
