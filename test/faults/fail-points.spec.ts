import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAIL_POINTS } from '#platform';
import {
  CLUSTER_PLACES,
  ENDING_PLACES,
  IMPORT_PLACES,
  ISOLATING_PLACES,
  REBUILD_PLACES,
  STANDALONE_PLACES,
  START_PLACES,
} from './places.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Every call of `failPoint` in the product, by the name it is given as a literal. */
function calls(): string[] {
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('fail-point.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  return sources.flatMap((source) =>
    [...source.matchAll(/\bfailPoint\(\s*(?:'([^']*)'|([^)]*))/g)].map(([, name, other]) => name ?? `? ${other}`),
  );
}

describe('the fail points', () => {
  it('are at least forty, each named once', () => {
    expect(FAIL_POINTS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(FAIL_POINTS).size).toBe(FAIL_POINTS.length);
  });

  it('stand each in exactly one place of the sources, and every place is listed', () => {
    expect(calls().sort()).toEqual([...FAIL_POINTS].sort());
  });

  it('are all died at by a suite of test/faults', () => {
    const underLoad = [...Object.values(STANDALONE_PLACES), ...Object.values(CLUSTER_PLACES)].flat();
    const places = [...underLoad, ...START_PLACES, ...REBUILD_PLACES, ...ISOLATING_PLACES, ...ENDING_PLACES, ...IMPORT_PLACES];
    const names = new Set(places.map((place) => place.replace(/[/:].*$/, '')));
    expect(FAIL_POINTS.filter((name) => !names.has(name))).toEqual([]);
  });
});
