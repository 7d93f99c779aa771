import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareCommits, fdatasyncs, parseMicroseconds } from './calibrate.js';
import { appendBar, figureBars, fillLedger, latencyBar, rebuildBars } from './ledger-bars.js';
import { httpBars } from './http-bars.js';
import { loginBars } from './login-bars.js';
import { memoryBars } from './memory-bars.js';
import { sheetBars } from './sheet-bars.js';
import { openBenchLedger } from './bench-ledger.js';
import type { OpenLedger } from '#operator';
import { type Bar, printBar, valueOf, writeResult } from '../result.js';

const quick = process.argv.includes('--quick');
/** `--only append`: the bars of one group, for whoever works on them; what is said in public comes from all of them. */
const only = valueOf(process.argv, '--only');
/** Orders of four events each. */
const ORDERS = quick ? 25_000 : 250_000;

const GROUPS = ['append', 'latency', 'http', 'logins', 'sheets', 'ledger', 'memory'] as const;
if (only !== undefined && !GROUPS.some((group) => group === only)) throw new RangeError(`--only ${only}: one of ${GROUPS.join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'bangfu-bench-'));
try {
  const calibrators = {
    bareCommitsPerSecond: bareCommits(folder),
    fdatasyncsPerSecond: fdatasyncs(folder),
    parseMicroseconds: parseMicroseconds(),
  };
  console.log(`calibrators ${JSON.stringify(calibrators)}${quick ? ' (--quick: counts divided by ten)' : ''}`);
  const bars = await measure(calibrators.bareCommitsPerSecond);
  for (const bar of bars) printBar(bar);
  await writeResult(process.argv, { calibrators }, bars);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function wanted(group: (typeof GROUPS)[number]): boolean {
  return only === undefined || only === group;
}

async function measure(bare: number): Promise<Bar[]> {
  const bars: Bar[] = [];
  if (wanted('append')) bars.push(await onLedger('queue', false, (open) => appendBar(open, folder)));
  if (wanted('latency')) bars.push(await onLedger('ledger', true, latencyBar));
  if (wanted('http')) bars.push(...(await httpBars(join(folder, 'http'), bare)));
  if (wanted('logins')) bars.push(...(await loginBars(join(folder, 'logins'), quick)));
  if (wanted('sheets')) bars.push(...(await sheetBars(join(folder, 'sheets'))));
  if (wanted('ledger')) bars.push(...(await ledgerOfAMillion()));
  if (wanted('memory')) bars.push(...memoryBars(join(folder, 'memory'), quick ? 100_000 : 1_000_000));
  return bars;
}

async function onLedger(name: string, projected: boolean, bar: (open: OpenLedger) => Promise<Bar>): Promise<Bar> {
  const open = await openBenchLedger(join(folder, name), projected);
  const measured = await bar(open);
  await open.close();
  return measured;
}

/** A million events: rebuilt and asked for figures. */
async function ledgerOfAMillion(): Promise<Bar[]> {
  const bars: Bar[] = [];
  const small = await fillLedger(join(folder, 'small'), ORDERS / 10);
  const smallFigures = await figureBars(small);
  await small.close();
  const large = await fillLedger(join(folder, 'large'), ORDERS);
  bars.push(...(await rebuildBars(large, ORDERS, folder)));
  const [figures, first] = await figureBars(large);
  const before = smallFigures[0]?.value ?? Number.NaN;
  if (figures !== undefined && first !== undefined) {
    bars.push(
      figures,
      { ...figures, id: 'figure-growth', value: figures.value / before, goal: 1.5, unit: '×', runs: [before, figures.value] },
      first,
    );
  }
  await large.close();
  return bars;
}
