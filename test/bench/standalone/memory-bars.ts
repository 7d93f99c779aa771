import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Bar, must } from '../result.js';

const MEMORY_PROCESS = fileURLToPath(new URL('memory-process.js', import.meta.url));

/** What a ledger with all its read models holds in memory after `commands` commands, and what as many more add. */
export function memoryBars(folder: string, commands: number): Bar[] {
  const printed = execFileSync(process.execPath, [MEMORY_PROCESS, folder, String(commands)], { encoding: 'utf8' });
  const [first, second] = JSON.parse(printed) as number[];
  must(first !== undefined && second !== undefined, `the process printed ${printed}`);
  const runs = [first, second].map(Number);
  return [
    { id: 'rss', value: runs[0] ?? Number.NaN, goal: 300, unit: 'MB', atLeast: false, runs },
    { id: 'rss-growth', value: (runs[1] ?? Number.NaN) - (runs[0] ?? Number.NaN), goal: 5, unit: 'MB', atLeast: false, runs },
  ];
}
