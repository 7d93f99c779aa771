import type { Page } from 'playwright-core';
import { ConsoleBrowser, holds, settled } from '../support/console-browser.js';
import { PAGES } from '../support/console-pages.js';

let console_: ConsoleBrowser;

beforeAll(async () => {
  console_ = await ConsoleBrowser.start();
});
afterEach(() => console_.closePages());
afterAll(() => console_.stop());

/** Text that its own box cuts off: buttons, labels, tags and headings. What scrolls is not cut. */
const CUT = `[...document.querySelectorAll('button, label, .tag, h1, h2, h3, th, .el-button, .name')].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  if (clientWidth <= 1 || element.classList.contains('visually-hidden')) return false;
  const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
  return (cuts(overflowX) && scrollWidth > clientWidth + 1) || (cuts(overflowY) && scrollHeight > clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 140))`;

/** What sticks out of the page; a table scrolls in its own frame. */
const BEYOND = `[...document.querySelectorAll('#app *')].filter((element) => element.checkVisibility() && !element.closest('.table-frame, .visually-hidden')
  && element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML.slice(0, 140))`;

test.each(PAGES)('B10 with text of twice the size %s reads %s uncut', async (account, path) => {
  const page = await console_.open(account, path, { reducedMotion: 'reduce' });
  await settled(page);
  await page.evaluate("document.documentElement.style.fontSize = '32px'");
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate<string[]>(CUT)).toEqual([]);
  expect(await page.evaluate<string[]>(BEYOND)).toEqual([]);
});

/** Every mark that has a colour of its own. */
const MARKS = '.tag, .live, .change, .state';

test.each(PAGES)('B45 without any colour %s still reads on %s how things stand', async (account, path) => {
  const page = await console_.open(account, path);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
  await settled(page);
  await page.waitForLoadState('networkidle');
  const silent = await page.evaluate<string[]>(
    `[...document.querySelectorAll('${MARKS}')].filter((mark) => mark.checkVisibility() && mark.innerText.trim() === '').map(({ outerHTML }) => outerHTML)`,
  );
  expect(silent).toEqual([]);
});

test('B45 this year and the last are told apart by their shape, a late project by its words', async () => {
  const page = await console_.open('demo-leader', '/overview?year=2020');
  await settled(page);
  await page.locator('.chart svg path[stroke-dasharray]').first().waitFor({ state: 'attached' });
  await page.locator('.late .tag', { hasText: '晚' }).first().waitFor();
});

/** What the chart draws, as soon as it draws something and ten frames later. */
async function drawnAtOnceAndLater(page: Page): Promise<readonly [string, string]> {
  const drawing = "document.querySelector('.chart svg')?.innerHTML ?? ''";
  await holds(page, `${drawing}.includes('<path')`);
  const first = await page.evaluate<string>(drawing);
  const later = await page.evaluate<string>(
    `new Promise((resolve) => {
      const next = (left) => left === 0 ? resolve(${drawing}) : requestAnimationFrame(() => next(left - 1));
      next(10);
    })`,
  );
  return [first, later];
}

test('B77 for whoever wants no motion nothing moves: no chart grows, no drawer slides', async () => {
  const page = await console_.open('demo-leader', '/overview?year=2020', { reducedMotion: 'reduce' });
  const [first, later] = await drawnAtOnceAndLater(page);
  expect(later).toBe(first);
  await settled(page);
  await page.locator('[data-card] [data-figure="purchase.paid"]').first().click();
  await page.locator('.evidence [data-sum]').waitFor();
  const moving = await page.evaluate<number>(
    "document.getAnimations().filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().duration > 1).length",
  );
  expect(moving).toBe(0);
});

const VIOLATIONS = `globalThis.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));`;

test('B75 every page comes under a policy without eval, and keeps it', async () => {
  for (const path of ['/', '/m/', '/overview']) {
    const { headers } = await fetch(`${console_.ledger.url}${path}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'self'(?:;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|default-src[^;]*unsafe/);
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
  }
});

test.each(PAGES)('B75 %s breaks no rule of the policy on %s', async (account, path) => {
  const page = await console_.open(account, '/rules', {}, VIOLATIONS);
  await page.goto(`${console_.ledger.url}${path}`);
  await settled(page);
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate<string[]>('violations')).toEqual([]);
});
