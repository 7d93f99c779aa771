import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { csvText, HEADS, type HeadName, order } from '../../imports/corpus/case.js';
import type { Needs } from '../../imports/support/ledger-of-needs.js';
import { neededUnits } from '../../imports/support/needed-units.js';
import type { MadeCell } from '../../imports/support/workbook.js';
import { ConsoleBrowser, DEMO_PASSWORD, type Opened, type Opening, PATIENCE_MS, settled } from '../../support/console-browser.js';
import { discard, type RunningLedger, startLedger } from '../../support/running-ledger.js';
import { addAndSignIn } from '../../support/sign-in.js';

const SAMPLES = join(import.meta.dirname, '..', '..', 'imports', 'samples');
export const BUYER = 'buyer';
export const STAFF = 'staff';
/** Of the unit above the school whose orders are imported. */
export const REVIEWER = 'reviewer';
const VILLAGE = { code: '610124999201', name: '阳化社区', countyCode: '610124', township: '哑柏镇' };

export type Row = Partial<Record<HeadName, MadeCell>>;

/** A file to be chosen in a page. */
export interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A file of the samples. */
export function sample(name: string): Chosen {
  return { name, mimeType: 'application/octet-stream', buffer: readFileSync(join(SAMPLES, name)) };
}

/** Orders with numbers of their own, right in everything but what is given. */
export function sheet(name: string, rows: readonly Row[]): Chosen {
  const buffer = Buffer.from(csvText([[...HEADS], ...rows.map((row) => order({ 采购单位: '示例区第一小学', ...row }))]));
  return { name, mimeType: 'text/csv', buffer };
}

/** A console over an own ledger. */
export interface ImportWorld {
  readonly console: ConsoleBrowser;
  readonly ledger: RunningLedger;
  /** Locks a period for the office and all below it. */
  lock(period: string): Promise<void>;
  stop(): Promise<void>;
}

/** The console over a ledger that has the units and the village of the samples, and somebody who buys and somebody who sells. */
export async function importWorld(): Promise<ImportWorld> {
  const ledger = await startLedger();
  const console = await ConsoleBrowser.over(ledger);
  const { needs } = JSON.parse(readFileSync(join(SAMPLES, '01-832订单导出.xlsx.expected.json'), 'utf8')) as {
    readonly needs: Needs;
  };
  for (const unit of neededUnits(needs.units, '2015-01-01')) await ledger.post('/api/units', unit);
  await ledger.post('/api/villages', { ...VILLAGE, occurredOn: '2015-01-01' });
  const password = DEMO_PASSWORD;
  const office = needs.units.find(({ name }) => name === '示例区教育局')?.id ?? '';
  await addAndSignIn(ledger.url, { account: BUYER, password, roles: ['purchaser'], unitId: office });
  await addAndSignIn(ledger.url, { account: REVIEWER, password, roles: ['reviewer'], unitId: office });
  await addAndSignIn(ledger.url, { account: STAFF, password, roles: ['village-staff'], villageCode: VILLAGE.code });
  const stop = async (): Promise<void> => {
    await console.stop();
    await discard(ledger);
  };
  const lock = async (period: string): Promise<void> => {
    await ledger.post('/api/period-locks', { unitId: office, period });
  };
  return { console, ledger, lock, stop };
}

/** Uploads a file in a page. */
export async function choose(page: Page, file: Chosen): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
}

/** Opens the page of imports, uploads, and waits until there is something to look at. */
export async function uploaded(
  { console }: ImportWorld,
  file: Chosen,
  account = BUYER,
  kind = 'orders',
  opening: Opening = {},
): Promise<Opened> {
  const page = await console.open(account, `/unit/import?kind=${kind}`, opening);
  await settled(page);
  await choose(page, file);
  await page.locator('[data-counts]').waitFor();
  return page;
}

/** The id of the import that a page shows. */
export function batchOf(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Enters what is shown and waits for the end. */
export async function entered(page: Page): Promise<void> {
  await page.locator('[data-commit]').click();
  await page.locator('[data-result]').waitFor({ timeout: 60_000 });
}

/** Whether a text comes to stand in the line of counts. */
export function says(page: Page, text: string): Promise<void> {
  return page.locator('[data-counts], [role=group]').getByText(text).first().waitFor({ timeout: PATIENCE_MS });
}

interface Standing {
  readonly count: number;
  readonly sums: Readonly<Record<string, number>>;
}

/** The orders of the ledger, of one batch or all. */
export function ordersOf({ console }: ImportWorld, batch?: string): Promise<Standing> {
  return console.ask<Standing>(BUYER, `orders?limit=1${batch === undefined ? '' : `&batch=${batch}`}`);
}
