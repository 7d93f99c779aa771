import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This folder. */
export const here = dirname(fileURLToPath(import.meta.url));

/** Binaries, template data folders and locks; outside the tree, so a clean checkout keeps them. */
export function cacheFolder() {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'bangfu', 'servers');
}

/** Where the command line keeps what it started. */
export function commandLineRun() {
  return join(cacheFolder(), 'run');
}

/** Where `startServers` makes a folder per call when it is not given one. */
export function testRuns() {
  return join(cacheFolder(), 'runs');
}
