import { eventually } from '../../support/eventually.js';
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
