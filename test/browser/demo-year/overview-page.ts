import { type Opened, settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

export const LEADER = 'demo-leader';
/** Every number of the page that opens what it is made of. */
export const NUMBERS = '.page [data-figure]';

/** Opens the overview of the demonstration year and waits until its numbers stand. */
export async function overview(path = '/overview?year=2020', numbers = 40): Promise<Opened> {
  const page = await console_.look(LEADER, path);
  await settled(page);
  await page.locator('[data-bar]').first().waitFor();
  await page.locator(NUMBERS).nth(numbers).waitFor();
  return page;
}
