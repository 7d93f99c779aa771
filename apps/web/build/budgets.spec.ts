import { randomBytes } from 'node:crypto';
import type { Rolldown } from 'vite';
import { CHARTS_CHUNK, faultsOf } from './budgets';

type Bundle = Rolldown.OutputBundle;

/** A chunk of so many bytes that no compression makes smaller. */
function chunk(name: string, bytes: number, facts: object = {}): Bundle[string] {
  const code = randomBytes(Math.ceil(bytes * 0.75)).toString('base64');
  return { type: 'chunk', name, fileName: `${name}.js`, code, imports: [], isEntry: false, isDynamicEntry: false, ...facts } as never;
}

function built(...chunks: readonly Bundle[string][]): Bundle {
  const light = [chunk('index', 1_000, { isEntry: true }), chunk(CHARTS_CHUNK, 1_000), ...chunks];
  return Object.fromEntries(light.map((file) => [file.fileName, file]));
}

const image = (bytes: number): { readonly 'mark.png': Uint8Array } => ({ 'mark.png': randomBytes(bytes) });

test('a build within its budgets has no fault', () => {
  expect(faultsOf(built(), image(50_000))).toEqual([]);
});

test('charts that weigh too much, or cannot be weighed any more, fail the build', () => {
  expect(faultsOf(built(chunk(CHARTS_CHUNK, 400_000)), {})).toEqual([expect.stringMatching(/^charts: \d+ B gzip > 245000 B$/)]);
  const { [`${CHARTS_CHUNK}.js`]: _charts, ...without } = built();
  expect(faultsOf(without, {})).toEqual(['charts: no chunk is named charts']);
});

test('an entry that brings the charts along fails the build', () => {
  const bundle = built(chunk('index', 1_000, { isEntry: true, imports: [`${CHARTS_CHUNK}.js`] }));
  expect(faultsOf(bundle, {})).toEqual(['entry index: it fetches the charts before anybody asks for one']);
});

test('images that weigh too much together fail the build, those that are built and those that lie ready', () => {
  const asset = { type: 'asset', fileName: 'assets/photo.webp', source: randomBytes(40_000) } as never as Bundle[string];
  expect(faultsOf(built(asset), image(10_000))).toEqual([]);
  expect(faultsOf(built(asset), image(30_000))).toEqual([expect.stringMatching(/^images: \d+ B gzip > 60000 B$/)]);
});
