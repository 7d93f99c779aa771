import { holds } from '../../support/console-browser.js';
import { eventually } from '../../support/eventually.js';
import { THIS_YEAR, TODAY } from '../../support/this-year.js';
import { console_ } from './console.js';

const VILLAGE = 'demo-village';
const PHONE = { viewport: { width: 360, height: 740 } };

/** A photograph as a phone takes it: wider than what is kept. */
const PHOTO = `new Promise((resolve) => {
  const canvas = document.createElement('canvas');
  canvas.width = 4000;
  canvas.height = 3000;
  const pen = canvas.getContext('2d');
  for (let y = 0; y < 3000; y += 50) { pen.fillStyle = 'hsl(' + (y % 360) + ' 60% 50%)'; pen.fillRect(0, y, 4000, 50); }
  canvas.toBlob((blob) => blob.arrayBuffer().then((bytes) => resolve([...new Uint8Array(bytes)])), 'image/jpeg', 0.9);
})`;

interface Sale {
  readonly id: string;
  readonly product: string;
}

/** Width and height of a JPEG, from its frame header. */
function sizeOf(jpeg: Buffer): readonly [number, number] {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc3) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
  }
  throw new Error('no frame in the JPEG');
}

test('H1 a photograph taken without a network waits with its entry, is made smaller and is sent once', async () => {
  const page = await console_.open(VILLAGE, '/m/', PHONE);
  await page.locator('input[name=product]').fill('木耳');
  const bytes = Buffer.from(await page.evaluate<number[]>(PHOTO));
  await page.context().setOffline(true);
  await page.locator('input[name=quantity]').fill('12');
  await page.locator('input[type=file]').setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: bytes });
  await page.getByText('已选 1 张').waitFor();
  await page.getByRole('button', { name: '保存，下一户' }).click();
  await page.getByText('待上传 1 条').waitFor();
  await page.reload();
  await page.getByText('待上传 1 条').waitFor();
  await page.context().setOffline(false);
  await page.getByText('全部已上传').waitFor();

  let found: Sale[] = [];
  await eventually('the sale in its list', async () => {
    const { items } = await console_.ask<{ items: Sale[] }>(VILLAGE, 'sales?limit=200');
    found = items.filter(({ product }) => product === '木耳');
    return found.length > 0;
  });
  expect(found).toHaveLength(1);
  const { evidence } = await console_.ask<{ evidence: readonly string[] }>(VILLAGE, `sales/${found[0]?.id}`);
  expect(evidence).toHaveLength(1);
  const stored = await page.request.get(`${console_.ledger.url}/api/files/${evidence[0]}`);
  expect(sizeOf(await stored.body())).toEqual([2_048, 1_536]);
});

test('H2 the sale ledger keeps its columns whole on a phone: nothing is cut, and the day stays in sight', async () => {
  const page = await console_.open(VILLAGE, '/sales', PHONE);
  await page.locator('table.plain tbody tr').first().waitFor();
  const cut = await page.evaluate<string[]>(`[...document.querySelectorAll('table.plain th, table.plain td')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(({ innerText }) => innerText)`);
  expect(cut).toEqual([]);
  await page.evaluate("document.querySelector('.table-frame').scrollLeft = 400");
  const { x } = (await page.locator('table.plain tbody tr').first().locator('td').first().boundingBox()) ?? { x: -1 };
  expect(x).toBeGreaterThanOrEqual(0);
});

/** The sales of a product, as the ledger has them. */
async function salesOf(
  product: string,
): Promise<readonly { readonly quantity: number; readonly unit: string; readonly householdId: string | null }[]> {
  const { items } = await console_.ask<{ items: (Sale & { quantity: number; unit: string; householdId: string | null })[] }>(
    VILLAGE,
    `sales?year=${THIS_YEAR}&limit=200`,
  );
  return items.filter((sale) => sale.product === product);
}

test('B55 ten households are entered with four taps each and the digits', async () => {
  const page = await console_.open(VILLAGE, '/m/', { ...PHONE, hasTouch: true });
  await page.locator('input[name=product]').fill('花椒');
  const households = page.locator('select[name=household] option');
  await households.nth(5).waitFor({ state: 'attached' });
  const count = (await households.count()) - 1;
  const { count: before } = await console_.ask<{ count: number }>(VILLAGE, `sales?from=${TODAY}&to=${TODAY}&limit=1`);
  await page.getByText(`今天已记 ${before} 条`).waitFor();
  let taps = 0;
  const tap = (selector: string): Promise<void> => {
    taps += 1;
    return page.locator(selector).tap();
  };
  for (let entry = 0; entry < 10; entry += 1) {
    // The list of the telephone is opened by one tap, its line is a second one; then the number can be typed at once.
    await page.locator('select[name=household]').dispatchEvent('pointerdown');
    await page.locator('select[name=household]').selectOption({ index: 1 + (entry % count) });
    taps += 2;
    await holds(page, "document.activeElement.name === 'quantity'");
    await page.keyboard.type(String(100 + entry));
    await tap('input[name=amount]');
    await page.keyboard.type('960');
    await tap('button.main');
    await page.getByText(`今天已记 ${before + entry + 1} 条`).waitFor();
  }
  await page.getByText('全部已上传').waitFor();
  expect(taps / 10).toBeLessThanOrEqual(4);
  await eventually('ten sales', async () => (await salesOf('花椒')).length === 10);
  const sales = await salesOf('花椒');
  expect(new Set(sales.map(({ householdId }) => householdId)).size).toBe(Math.min(10, count));
  expect(sales.map(({ quantity }) => quantity).sort((one, other) => one - other)).toEqual(Array.from({ length: 10 }, (_, at) => 100 + at));
});

test('whoever goes through the households with the keys stays in the list until they leave it', async () => {
  const page = await console_.open(VILLAGE, '/m/', PHONE);
  const households = page.locator('select[name=household]');
  await households.locator('option').nth(3).waitFor({ state: 'attached' });
  const chosen = (): Promise<number> => households.evaluate(({ selectedIndex }: { selectedIndex: number }) => selectedIndex);
  await households.focus();
  for (const at of [1, 2, 3]) {
    await page.keyboard.press('ArrowDown');
    expect([await chosen(), await page.evaluate<string>('document.activeElement.name')]).toEqual([at, 'household']);
  }
});

test('B56 what is entered without a network is sent once each and in its order when it is back, though an answer gets lost', async () => {
  const page = await console_.open(VILLAGE, '/m/', PHONE);
  await page.locator('input[name=product]').fill('猕猴桃');
  await page.locator('select[name=household] option').nth(1).waitFor({ state: 'attached' });
  await page.context().setOffline(true);
  for (const quantity of ['11', '12', '13', '14', '15']) {
    await page.locator('input[name=quantity]').fill(quantity);
    await page.getByRole('button', { name: '保存，下一户' }).click();
  }
  await page.getByText('待上传 5 条').waitFor();
  const recorded = new Map<number, number>();
  let lost = 0;
  await page.route('**/api/sales', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch();
    const { quantity } = route.request().postDataJSON() as { readonly quantity: number };
    recorded.set(((await answer.json()) as { readonly position: number }).position, quantity);
    lost += 1;
    return lost === 1 ? route.abort() : route.fulfill({ response: answer });
  });
  await page.context().setOffline(false);
  await eventually('an answer that was lost', () => lost === 1);
  await page.getByText('待上传 5 条').waitFor();
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await page.getByText('全部已上传').waitFor();
  const inOrder = [...recorded].sort(([one], [other]) => one - other).map(([, quantity]) => quantity);
  expect(inOrder).toEqual([11, 12, 13, 14, 15]);
  expect((await salesOf('猕猴桃')).map(({ quantity }) => quantity).sort()).toEqual([11, 12, 13, 14, 15]);
});

test.each([
  ['改成 320 斤', '斤'],
  ['没填错，保存', '吨'],
])('B57 a weight that no household has is asked about and not refused: %s', async (answer, unit) => {
  const product = `香菇${unit}`;
  const page = await console_.open(VILLAGE, '/m/', PHONE);
  await page.locator('input[name=product]').fill(product);
  await page.locator('input[name=quantity]').fill('320');
  await page.getByRole('button', { name: '吨', exact: true }).click();
  await page.getByRole('button', { name: '保存，下一户' }).click();
  await page.getByText('320 吨？是不是 320 斤？').waitFor();
  expect(await salesOf(product)).toEqual([]);
  await page.getByRole('button', { name: answer }).click();
  await page.getByText('全部已上传').waitFor();
  await eventually('the sale', async () => (await salesOf(product)).length === 1);
  expect((await salesOf(product))[0]).toMatchObject({ quantity: 320, unit });
});
