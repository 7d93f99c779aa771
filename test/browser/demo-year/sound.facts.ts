import { barriers } from '../../support/axe.js';
import { holds, type Opened, settled } from '../../support/console-browser.js';
import { ACCOUNTS, ADDRESSES, PAGES } from '../../support/console-pages.js';
import { beyondTheEdge, cutTexts, silentMarks, smallTargets } from '../../support/page-sight.js';
import { console_ } from './console.js';

/** As wide as an office screen, a telephone and the narrowest that is promised; each also in the large type of A+. */
const LOOKS = [1440, 360, 320].flatMap((width) => (['normal', 'large'] as const).map((size) => ({ width, size })));
/** A hand on a telephone; a mouse at a desk. */
const leastTarget = (path: string): number => (path.startsWith('/m/') ? 44 : 24);

const VIOLATIONS = `globalThis.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));`;

/** Turns a page to a width and a type, and waits until all of it fits or will not. */
async function turned(page: Opened, { width, size }: (typeof LOOKS)[number]): Promise<boolean> {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(`document.documentElement.dataset.text = '${size}'`);
  await settled(page);
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
}

test.each(PAGES)('B05–B09 B70 B75 %s finds %s sound at every width and in both types', async (account, path) => {
  const page = await console_.look(account, path, { reducedMotion: 'reduce' }, VIOLATIONS);
  await settled(page);
  const wrong: unknown[] = [];
  for (const look of LOOKS) {
    const fits = await turned(page, look);
    const found = [...(look.width === 320 ? [] : await barriers(page)), ...(await smallTargets(page, leastTarget(path)))];
    if (!fits || found.length > 0) wrong.push({ ...look, fits, found, beyond: fits ? [] : await beyondTheEdge(page) });
  }
  expect(wrong).toEqual([]);
  const [lang, h1, title] = await page.evaluate<[string, number, string]>(
    "[document.documentElement.lang, document.querySelectorAll('h1').length, document.title]",
  );
  expect([lang, h1, title.includes('帮扶台账')]).toEqual(['zh-CN', 1, true]);
  expect(await page.evaluate<string[]>('violations')).toEqual([]);
  expect(page.watched).toEqual({ errors: [], foreign: [] });
});

test.each(PAGES)('B10 B45 with text of twice the size %s reads %s uncut, and without colour how things stand', async (account, path) => {
  const page = await console_.look(account, path, { reducedMotion: 'reduce' });
  await settled(page);
  expect(await silentMarks(page)).toEqual([]);
  await page.evaluate("document.documentElement.style.fontSize = '32px'");
  await settled(page);
  expect(await cutTexts(page)).toEqual([]);
  expect(await beyondTheEdge(page)).toEqual([]);
});

/** A page without the right says so; the browser itself notes the refused answer. */
const isRefusal = (text: string): boolean => /status of 40[34]/.test(text);

test.each(ACCOUNTS)('B05 B06 no address breaks for %s, whether it is theirs or not', async (account) => {
  const page = await console_.fresh(account);
  const wrong: Record<string, readonly string[]> = {};
  for (const path of ADDRESSES) {
    page.watched.errors.length = 0;
    await page.goto(`${console_.ledger.url}${path}`);
    await settled(page);
    const errors = page.watched.errors.filter((text) => !isRefusal(text));
    if (errors.length > 0) wrong[path] = errors;
    await holds(page, "document.querySelectorAll('h1').length === 1");
  }
  expect(wrong).toEqual({});
});

test('B07 A and A+ are turned by a button, and the choice stays', async () => {
  const page = await console_.open('demo-leader', '/rules');
  await settled(page);
  const size = 'parseFloat(getComputedStyle(document.documentElement).fontSize)';
  expect(await page.evaluate<number>(size)).toBe(16);
  await page.getByRole('button', { name: /^A\+/ }).click();
  await holds(page, `${size} === 20`);
  await page.reload();
  await holds(page, `${size} === 20`);
});
