import type { Page } from 'playwright-core';
import { settled } from '../../support/console-browser.js';
import { field, labelled, tabTo } from '../../support/by-keyboard.js';
import { console_ } from './console.js';

const STAFF = 'demo-project';
const PROJECT = 'demo-lianhu-2020-0-cold-store';

interface Stage {
  readonly stage: string;
  readonly state: string;
  readonly plannedOn: string | null;
  readonly evidence: readonly string[];
}

async function stageOf(name: string): Promise<Stage | undefined> {
  const { stages } = await console_.ask<{ stages: readonly Stage[] }>(STAFF, `projects/${PROJECT}`);
  return stages.find(({ stage }) => stage === name);
}

/** A picture of one dot. */
const PHOTO = {
  name: '合同签字页.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
};

test('B51 a gate that misses its evidence stays closed and names what is missing, in the page and in the refusal', async () => {
  const page = await console_.open(STAFF, `/projects/${PROJECT}?update=contracted`);
  await settled(page);
  await page.getByText('还缺：凭证文件、合同金额').waitFor();
  await page.locator('input[name=contract]').fill('1200000');
  await page.getByText('还缺：凭证文件').waitFor();
  await page.getByRole('button', { name: '确认完成', exact: true }).click();
  const refusal = page.locator('.el-drawer').getByRole('alert').first();
  await refusal.waitFor();
  expect(await refusal.innerText()).toMatch(/凭证.*STAGE\.EVIDENCE_MISSING/s);
  expect((await stageOf('contracted'))?.state).toBe('open');
});

test('a stage is reached with a photograph within six clicks from its project', async () => {
  const page = await console_.open(STAFF, `/projects/${PROJECT}`);
  await settled(page);
  let clicks = 0;
  // Nothing takes the focus but by a click that is counted; the file dialog of the system costs one more.
  const click = (selector: string): Promise<void> => {
    clicks += 1;
    return page.locator(selector).click();
  };
  await click('.stage.next button:has-text("更新进展")');
  const [dialog] = await Promise.all([page.waitForEvent('filechooser'), click('.el-drawer .choose')]);
  clicks += 1;
  await dialog.setFiles(PHOTO);
  await page.getByText(`✓ ${PHOTO.name}`).waitFor();
  await click('input[name=contract]');
  await page.keyboard.type('1200000');
  await page.getByText('要件已齐').waitFor();
  await click('.el-drawer button[type=submit]');
  await page.locator('.el-drawer input[name=contract]').waitFor({ state: 'detached' });
  expect(clicks).toBeLessThanOrEqual(6);
  const stage = await stageOf('contracted');
  expect([stage?.state, stage?.evidence.length]).toEqual(['reached', 1]);
});

/** Until the drawer of a stage has its fields. */
const drawerOf = (page: Page, stage: string): Promise<void> => page.locator('.el-drawer', { hasText: stage }).waitFor();

test('B53 a stage is planned by the keyboard alone: its date is typed, never dragged', async () => {
  const page = await console_.open(STAFF, `/projects/${PROJECT}`);
  await settled(page);
  const steps = page.locator('.stage', { hasText: '开工' }).getByRole('button', { name: '更新进展' });
  await steps.focus();
  await page.keyboard.press('Enter');
  await drawerOf(page, '开工');
  await tabTo(page, 'the kinds of steps', labelled('完成'));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 'the planned day', field('plannedOn'));
  await page.keyboard.type('2027-03-01');
  await page.keyboard.press('Enter');
  await tabTo(page, 'the button', labelled('确认排计划'));
  await page.keyboard.press('Enter');
  await page.getByText('原计划 2027-03-01').waitFor();
  expect((await stageOf('started'))?.plannedOn).toBe('2027-03-01');
});

test('Ctrl+Enter saves the step of a stage from its day, which it takes as it is typed', async () => {
  const page = await console_.open(STAFF, `/projects/${PROJECT}?update=audited`);
  await drawerOf(page, '审计决算');
  await page.locator('.el-drawer .el-radio-button', { hasText: '排计划' }).click();
  await page.locator('input[name=plannedOn]').fill('2027-04-01');
  await page.locator('input[name=plannedOn]').press('Control+Enter');
  await page.locator('input[name=plannedOn]').waitFor({ state: 'detached' });
  expect((await stageOf('audited'))?.plannedOn).toBe('2027-04-01');
});
