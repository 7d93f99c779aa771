import { holds, settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

const LONG_MS = 90_000;
const ADMIN = 'admin';

test('a unit is registered, renamed, moved, merged and closed where the list shows it', async () => {
  const page = await console_.open(ADMIN, '/admin');
  await settled(page);
  const units = page.locator('[data-units]');
  const register = async (name: string): Promise<void> => {
    await units.getByRole('button', { name: '登记单位' }).click();
    await units.locator('input[name=unitName]').fill(name);
    await units.getByRole('button', { name: '保存' }).click();
    await units.getByRole('row', { name: new RegExp(name) }).waitFor();
  };
  for (const name of ['示例甲局', '示例乙局', '示例丙局']) await register(name);
  await units.getByRole('button', { name: '更名 示例甲局' }).click();
  await units.locator('input[name=unitName]').fill('示例新局');
  await units.getByRole('button', { name: '保存' }).click();
  await units.getByRole('row', { name: /示例新局/ }).waitFor();
  const choose = async (step: string, of: string, into: string): Promise<void> => {
    await units.getByRole('button', { name: `${step} ${of}` }).click();
    await units.locator('.unit-form .el-select').click();
    await page.getByRole('option', { name: into }).click();
    await units.getByRole('button', { name: '保存' }).click();
    await units.locator('.unit-form').waitFor({ state: 'detached' });
  };
  await choose('改隶属', '示例乙局', '示例新局');
  await choose('并入', '示例丙局', '示例新局');
  await units.getByRole('button', { name: '撤销 示例乙局' }).click();
  await units.locator('input[name=reason]').fill('机构改革');
  await units.getByRole('button', { name: '保存' }).click();
  await units.getByRole('row', { name: /示例乙局.*已撤销/ }).waitFor();
  const { items } = await console_.ask<{ items: Record<string, unknown>[] }>(ADMIN, 'units?limit=50');
  const of = (name: string): Record<string, unknown> | undefined => items.find((unit) => unit['name'] === name);
  expect(of('示例甲局')).toBeUndefined();
  expect(of('示例乙局')?.['parentId']).toBe(of('示例新局')?.['id']);
  expect([of('示例乙局')?.['closedOn'], of('示例丙局')?.['closedOn']]).not.toContain(null);
});

test('a step that the server refuses says why and keeps what was typed', async () => {
  const page = await console_.open(ADMIN, '/admin');
  await settled(page);
  const units = page.locator('[data-units]');
  await units.getByRole('button', { name: '登记单位' }).click();
  await units.locator('input[name=unitName]').fill('示例丁局');
  await units.locator('input[name=regionCode]').fill('12');
  await units.getByRole('button', { name: '保存' }).click();
  await units.getByRole('alert').getByText('FIELD.INVALID').waitFor();
  expect(await units.locator('input[name=unitName]').inputValue()).toBe('示例丁局');
});

/** Every total and every list, as somebody who reads them all finds them. */
async function everything(): Promise<Readonly<Record<string, unknown>>> {
  const { items: figures } = await console_.ask<{ items: readonly { name: string }[] }>('demo-auditor', 'figures');
  const found: Record<string, unknown> = {};
  for (const { name } of figures) found[name] = (await console_.ask<{ value: unknown }>('demo-auditor', `figures/${name}`)).value;
  for (const list of ['orders', 'sales', 'projects', 'units', 'reserves?year=2020', 'households', 'activities', 'villages'])
    found[list] = (await console_.ask<{ count: number }>('demo-auditor', list)).count;
  return found;
}

test('B50 B64 the demonstration comes in by one click, a rebuild shows its progress and no difference, and one click takes all out', async () => {
  const page = await console_.open(ADMIN, '/admin');
  await settled(page);
  const panel = page.locator('[data-operations]');
  const before = await everything();
  await panel.getByRole('button', { name: '载入演示数据' }).click();
  await panel.locator('[data-job=running] progress').waitFor();
  await panel.locator('[data-job=done]').waitFor({ timeout: LONG_MS });
  await page.getByText('演示数据：内容为虚构').waitFor();
  const ordered = await console_.ask<{ value: number }>(ADMIN, 'figures/purchase.ordered');
  expect(ordered.value).toBeGreaterThan(0);
  expect(await everything()).not.toEqual(before);

  await panel.getByRole('button', { name: '开始重建' }).click();
  await panel.locator('[data-job]').first().getByText('重建汇总').waitFor();
  expect(await console_.ask<{ value: number }>(ADMIN, 'figures/purchase.ordered')).toMatchObject({ value: ordered.value });
  await panel.locator('[data-job=done] [data-difference]').waitFor({ timeout: LONG_MS });
  expect(await panel.locator('[data-difference]').first().innerText()).toBe('与重建前的差异：0');

  await panel.getByRole('button', { name: '清空演示数据' }).click();
  await holds(page, "document.querySelectorAll('[data-operations] [data-job=done]').length === 3", LONG_MS);
  await page.getByText('演示数据：内容为虚构').waitFor({ state: 'detached' });
  expect(await everything()).toEqual(before);
});
