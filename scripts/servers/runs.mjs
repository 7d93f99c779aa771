import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAMES, recorded, stop } from './lifecycle.mjs';
import { locked } from './locks.mjs';
import { cacheFolder, testRuns } from './places.mjs';
import { identify, lives } from './processes.mjs';

/**
 * Opens a run: a folder, and beside the other runs a note of who it belongs to.
 * @param wanted the folder; a new one in the cache when undefined
 */
export function openRun(wanted) {
  const id = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = wanted ?? join(testRuns(), id);
  for (const path of [testRuns(), folder]) mkdirSync(path, { recursive: true });
  const note = join(testRuns(), `${id}.json`);
  // Whole or not there: a sweep may read it at any moment.
  writeFileSync(`${note}.new`, JSON.stringify({ owner: identify(process.pid), folder }));
  renameSync(`${note}.new`, note);
  return { folder, note };
}

export function closeRun({ folder, note }) {
  rmSync(folder, { recursive: true, force: true });
  rmSync(note, { force: true });
}

/** Ends what a test run left behind that was itself killed before it could stop its servers. */
export async function sweepRuns() {
  if (!existsSync(testRuns())) return;
  await locked(join(cacheFolder(), 'sweep.lock'), async () => {
    for (const name of readdirSync(testRuns()).filter((file) => file.endsWith('.json'))) {
      const note = join(testRuns(), name);
      // A run that closes meanwhile takes its note away.
      if (existsSync(note)) await sweep(note);
    }
  });
}

async function sweep(note) {
  const { owner, folder } = JSON.parse(readFileSync(note, 'utf8'));
  if (lives(owner)) return;
  for (const name of NAMES) {
    const record = recorded(name, folder);
    if (record !== undefined) await stop(record);
  }
  closeRun({ folder, note });
}
