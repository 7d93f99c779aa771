import type { Page } from 'playwright-core';

/** A number of a page that has been opened: how the page prints it, the question the drawer answers, and what it says. */
export interface OpenedNumber {
  readonly text: string;
  readonly figure: string;
  readonly query: string;
  /** The figure's value as the drawer prints it. */
  readonly value: string;
  /** What the drawer's entries add up to. */
  readonly sum: number;
}

/** Clicks a number, reads what the drawer says of it, and closes it again. */
export async function openNumber(page: Page, numbers: string, index: number): Promise<OpenedNumber> {
  const number = page.locator(numbers).nth(index);
  const text = (await number.innerText()).trim();
  await number.click();
  const sum = page.locator('.evidence [data-sum]');
  await sum.waitFor();
  const drill = new URL(page.url()).searchParams.get('drill') ?? '';
  const [figure = '', query = ''] = drill.split('?');
  const said = page.locator('.evidence [data-value]');
  const value = (await said.count()) === 0 ? '' : (await said.innerText()).trim();
  const answer = { text, figure, query, value, sum: Number(await sum.getAttribute('data-sum')) };
  await page.keyboard.press('Escape');
  await sum.waitFor({ state: 'detached' });
  return answer;
}

/** What of a figure the entries add up to: a ratio's drawer begins with what is counted. @returns null where they add up to something else */
export function summedOf({ value }: { readonly value: unknown }): number | null {
  if (typeof value === 'number' || value === null) return value;
  return (value as { readonly numerator?: number }).numerator ?? null;
}
