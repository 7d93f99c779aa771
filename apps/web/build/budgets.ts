import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

type OutputAsset = Rolldown.OutputAsset;
type OutputBundle = Rolldown.OutputBundle;
type OutputChunk = Rolldown.OutputChunk;

/** Most gzipped bytes a page may make a browser fetch: an office line of 5 Mbit/s shows the first figures within 2.5 s. */
const MOST = {
  entryScript: 270_000,
  entryStyle: 32_000,
  lazyPage: 60_000,
  charts: 245_000,
  lightEntry: 90_000,
  // Of all pages together: no page can show more than there is.
  images: 60_000,
} as const;

/** The chunk of the chart library: it stands apart, and a page without a chart never asks for it. */
export const CHARTS_CHUNK = 'charts';

const LIGHT_ENTRY = 'm.html';
const IMAGE = /\.(svg|png|jpe?g|gif|webp|avif|ico)$/;

/** Named files with their bytes, as a browser fetches them. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

interface Weighed {
  readonly what: string;
  readonly bytes: number;
  readonly most: number;
}

/** Fails the build where a page weighs more than its budget. */
export function budgets(): Plugin {
  let publicDir = '';
  return {
    name: 'budgets',
    apply: 'build',
    configResolved(config) {
      ({ publicDir } = config);
    },
    generateBundle(_options, bundle) {
      const faults = faultsOf(bundle, filesBelow(publicDir));
      if (faults.length > 0) this.error(faults.join('\n'));
    },
  };
}

/** What of a build is over its budget, or can no longer be weighed; nothing where all is well. @param still files that are served as they are */
export function faultsOf(bundle: OutputBundle, still: Files): readonly string[] {
  const over = weigh(bundle, still)
    .filter(({ bytes, most }) => bytes > most)
    .map(({ what, bytes, most }) => `${what}: ${bytes} B gzip > ${most} B`);
  const chunks = Object.values(bundle).filter((file): file is OutputChunk => file.type === 'chunk');
  // Weighed by its name: under another one it would weigh nothing.
  const missing = chunks.some(({ name }) => name === CHARTS_CHUNK) ? [] : [`charts: no chunk is named ${CHARTS_CHUNK}`];
  const brought = chunks
    .filter((chunk) => chunk.isEntry && [...reached(chunk, chunks)].some(({ name }) => name === CHARTS_CHUNK))
    .map(({ name }) => `entry ${name}: it fetches the charts before anybody asks for one`);
  return [...over, ...missing, ...brought];
}

function filesBelow(folder: string): Files {
  if (folder === '') return {};
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

function weigh(bundle: OutputBundle, still: Files): Weighed[] {
  const chunks = Object.values(bundle).filter((file): file is OutputChunk => file.type === 'chunk');
  const entries = chunks.filter((chunk) => chunk.isEntry);
  const main = entries.find((chunk) => chunk.name === 'index');
  const first = main === undefined ? new Set<OutputChunk>() : reached(main, chunks);
  const weighed = entries.flatMap((entry) => weighEntry(entry, reached(entry, chunks), bundle));
  for (const chunk of chunks) {
    if (!chunk.isDynamicEntry || chunk.name === CHARTS_CHUNK) continue;
    const own = [...reached(chunk, chunks)].filter((each) => !first.has(each) && each.name !== CHARTS_CHUNK);
    weighed.push({ what: `page ${chunk.name}`, bytes: gzipped(own), most: MOST.lazyPage });
  }
  const charts = chunks.filter((chunk) => chunk.name === CHARTS_CHUNK);
  return [
    ...weighed,
    { what: 'charts', bytes: gzipped(charts), most: MOST.charts },
    { what: 'images', bytes: imageBytes(bundle, still), most: MOST.images },
  ];
}

function weighEntry(entry: OutputChunk, files: ReadonlySet<OutputChunk>, bundle: OutputBundle): Weighed[] {
  const light = entry.facadeModuleId?.endsWith(LIGHT_ENTRY) === true;
  const styles = [...files].flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]).map((name) => bundle[name] as OutputAsset);
  const script = gzipped([...files]);
  const style = styles.reduce((sum, file) => sum + gzipSync(file.source).length, 0);
  if (light) return [{ what: `entry ${entry.name}`, bytes: script + style, most: MOST.lightEntry }];
  return [
    { what: `entry ${entry.name}, script`, bytes: script, most: MOST.entryScript },
    { what: `entry ${entry.name}, style`, bytes: style, most: MOST.entryStyle },
  ];
}

/** A chunk with everything it imports at once. */
function reached(from: OutputChunk, chunks: readonly OutputChunk[], seen = new Set<OutputChunk>()): Set<OutputChunk> {
  seen.add(from);
  for (const name of from.imports) {
    const next = chunks.find((chunk) => chunk.fileName === name);
    if (next !== undefined && !seen.has(next)) reached(next, chunks, seen);
  }
  return seen;
}

function imageBytes(bundle: OutputBundle, still: Files): number {
  const built = Object.values(bundle).filter((file): file is OutputAsset => file.type === 'asset');
  const files = [...built.map(({ fileName, source }) => [fileName, source] as const), ...Object.entries(still)];
  return files.filter(([name]) => IMAGE.test(name)).reduce((sum, [, bytes]) => sum + gzipSync(bytes).length, 0);
}

function gzipped(chunks: readonly OutputChunk[]): number {
  return chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
}
