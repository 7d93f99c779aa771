import type { Page } from 'playwright-core';
import { settled } from '../../support/console-browser.js';
import { fastestMs } from '../../support/fastest.js';
import { console_ } from './console.js';

/** An office line of 5 Mbit/s. */
const LINE = { offline: false, latency: 40, downloadThroughput: 625_000, uploadThroughput: 625_000 };
/** The last largest thing that was painted, as the browser itself saw it. */
const LARGEST_PAINT = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
  .observe({ type: 'largest-contentful-paint', buffered: true }))`;

async function largestPaintMs(slowness: number): Promise<number> {
  const page = await console_.openAsNobody('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
  await page.goto(`${console_.ledger.url}/login`);
  await page.getByRole('button', { name: '登录' }).waitFor();
  return page.evaluate<number>(LARGEST_PAINT);
}

/** Gzipped bytes of every script that a page has fetched by the time it can be used. */
async function scriptBytes(page: Page): Promise<number> {
  const urls = await page.evaluate<string[]>("performance.getEntriesByType('resource').map(({ name }) => name)");
  const scripts = urls.filter((url) => new URL(url).pathname.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  const sizes = await Promise.all(
    scripts.map(async (url) =>
      Number((await fetch(url, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } })).headers.get('content-length')),
    ),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

test.each([
  [1, 2_500],
  [4, 5_000],
])('B01 on an office line, with a computer slowed %i times, the first page stands within %i ms', async (slowness, mostMs) => {
  expect(await fastestMs(mostMs, () => largestPaintMs(slowness))).toBeLessThanOrEqual(mostMs);
});

test('B02 the sign-in page fetches at most 270 kB of scripts before anybody does anything', async () => {
  const page = await console_.openAsNobody('/login');
  await page.getByRole('button', { name: '登录' }).waitFor();
  const bytes = await scriptBytes(page);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(270_000);
});

test('B02 and neither does the desk of a purchaser', async () => {
  const page = await console_.open('demo-unit', '/desk');
  await settled(page);
  expect(await scriptBytes(page)).toBeLessThanOrEqual(270_000);
});

test('B03 the light entry of the villages fetches at most 90 kB of scripts', async () => {
  const page = await console_.open('demo-village', '/m/');
  await page.locator('input[name=product]').waitFor();
  const bytes = await scriptBytes(page);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(90_000);
});
