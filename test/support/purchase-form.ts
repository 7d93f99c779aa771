import type { Page } from 'playwright-core';
import type { ConsoleBrowser } from './console-browser.js';

export const UNIT = 'demo-unit';

/** Fills inputs by their names, all at once: for what is only needed beforehand. */
export async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`input[name=${name}]`).fill(value);
}

/** What a purchase needs, under a number of its own. */
export const purchase = (platformOrderNo: string): Readonly<Record<string, string>> => ({
  product: '猕猴桃',
  quantity: '500',
  amount: '2250',
  supplierName: '示例周至果业合作社',
  platformOrderNo,
});

/** How many orders of a number the ledger has. */
export async function ordersNumbered(console_: ConsoleBrowser, number: string): Promise<number> {
  return (await console_.ask<{ count: number }>(UNIT, `orders?platformOrderNo=${number}`)).count;
}
