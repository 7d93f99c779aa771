import { type Opened, type Opening, settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

export const LEADER = 'demo-leader';
export const YEAR = '/overview?year=2020';
/** Every number of the page that opens what it is made of. */
export const NUMBERS = '.page [data-figure]';

/** Opens the overview of the demonstration year and waits until its numbers stand; unless it is opened otherwise, no drawer slides. */
export async function overview(path = YEAR, numbers = 40, opening: Opening = { reducedMotion: 'reduce' }): Promise<Opened> {
  const page = await console_.look(LEADER, path, opening);
  await settled(page);
  await page.locator('[data-bar]').first().waitFor();
  await page.locator(NUMBERS).nth(numbers).waitFor();
  return page;
}
