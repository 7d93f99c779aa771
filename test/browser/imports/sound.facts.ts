import { barriers } from '../../support/axe.js';
import { entered, sheet, uploaded } from './import-world.js';
import { world } from './world.js';

test('B06 B07 B08 columns, check, result and undoing are sound, wide and narrow', async () => {
  // What is uploaded then looks like what is recorded, so both are shown side by side.
  await entered(await uploaded(world, sheet('先.csv', [{}])));
  for (const width of [1440, 360]) {
    const page = await uploaded(world, sheet(`可用-${width}.csv`, [{ 数量: '很多' }, {}]), undefined, undefined, {
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    const sound = async (step: string): Promise<void> => {
      const scroll = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect({ step, width, barriers: await barriers(page), fits: scroll <= width }).toEqual({ step, width, barriers: [], fits: true });
    };
    await page.locator('[data-problem]').first().waitFor();
    await sound('check');
    await page.locator('[data-code="ORDER.NEAR_DUPLICATE"]').click();
    await page.locator('.near input').waitFor();
    await sound('side by side');
    await page.getByRole('button', { name: '修改对应' }).click();
    await page.locator('select[name=headRow]').waitFor();
    await sound('columns');
    await page.reload();
    await entered(page);
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    await page.locator('[data-undo]').waitFor();
    await sound('result');
    expect(page.watched).toEqual({ errors: [], foreign: [] });
  }
});
