import type { Page } from 'playwright-core';
import { holds, settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

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
