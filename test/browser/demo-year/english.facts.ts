import { POVERTY_COUNTIES } from '#contracts/counties';
import type { Route } from 'playwright-core';
import { type Opened, settled } from '../../support/console-browser.js';
import { PAGES } from '../../support/console-pages.js';
import { CHINESE_TEXTS, NAMESPACES, stringsIn } from '../../support/console-words.js';
import { beyondTheEdge, cutTexts, saidOn } from '../../support/page-sight.js';
import { console_ } from './console.js';

const API = '**/api/**';

/** What the ledger holds as it was entered: Chinese in it is data. Of what the server says in both languages only the English may stand there. */
async function dataOf(page: Opened, path: string): Promise<readonly string[]> {
  const answers: unknown[] = [];
  const listened = async (route: Route): Promise<void> => {
    if (route.request().resourceType() === 'eventsource') return route.continue();
    const response = await route.fetch();
    if (response.headers()['content-type']?.includes('json') === true) answers.push(await response.json());
    return route.fulfill({ response });
  };
  await page.route(API, listened);
  await page.goto(`${console_.ledger.url}${path}`);
  await settled(page);
  await page.unroute(API, listened);
  return stringsIn(answers, ['zh']);
}

/** The Chinese in a text that nobody has entered. Beside an English unit the Chinese one may stand in brackets: jin (斤). */
function ownChinese(text: string, data: string): readonly string[] {
  const runs = text.replace(/\([^)]*\)/g, '').match(/\p{Script=Han}+/gu) ?? [];
  return CHINESE_TEXTS.has(text) ? runs : runs.filter((run) => !data.includes(run));
}

/** Names of places are said as they are. */
const COUNTIES = POVERTY_COUNTIES.map(({ name }) => name);

const MISSING = new RegExp(`\\b(?:${NAMESPACES.join('|')})\\.[a-zA-Z][\\w.-]+`, 'g');

test.each(PAGES)('B69 %s reads %s in English: Chinese only where it was entered, no text missing, nothing cut', async (account, path) => {
  const page = await console_.seated(account, { language: 'en', reducedMotion: 'reduce' });
  const data = [...(await dataOf(page, path)), ...COUNTIES].join('\n');
  expect(await page.evaluate<string>('document.documentElement.lang')).toBe('en');
  const said = await saidOn(page);
  expect(said.length).toBeGreaterThan(3);
  expect(said.filter((text) => ownChinese(text, data).length > 0)).toEqual([]);
  expect(said.flatMap((text) => text.match(MISSING) ?? []).filter((key) => !data.includes(key))).toEqual([]);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const fits = await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
    expect({ width, fits, cut: await cutTexts(page) }).toEqual({ width, fits: true, cut: [] });
    if (width === 1440) expect(await beyondTheEdge(page)).toEqual([]);
  }
});
