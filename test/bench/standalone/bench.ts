import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareCommits, fdatasyncs, parseMicroseconds } from './calibrate.js';
import { appendBar, figureBars, fillLedger, latencyBar, rebuildBars } from './ledger-bars.js';
import { httpBars } from './http-bars.js';
import { openBenchLedger } from './bench-ledger.js';
import { type Bar, holds } from './result.js';

const quick = process.argv.includes('--quick');
const json = process.argv[process.argv.indexOf('--json') + 1];
/** Orders of four events each. */
const ORDERS = quick ? 25_000 : 250_000;

const folder = await mkdtemp(join(tmpdir(), 'bangfu-bench-'));
try {
  const calibrators = {
    bareCommitsPerSecond: bareCommits(folder),
    fdatasyncsPerSecond: fdatasyncs(folder),
    parseMicroseconds: parseMicroseconds(),
  };
  console.log(`calibrators ${JSON.stringify(calibrators)}${quick ? ' (--quick: counts divided by ten)' : ''}`);
  const bars = await measure(calibrators.bareCommitsPerSecond);
  for (const bar of bars) print(bar);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  const result = { machine, date: new Date().toISOString(), calibrators, bars: bars.map((bar) => ({ ...bar, ok: holds(bar) })) };
  if (process.argv.includes('--json') && json !== undefined) await writeFile(json, JSON.stringify(result, null, 2));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(bare: number): Promise<Bar[]> {
  const bars: Bar[] = [];
  const queue = await openBenchLedger(join(folder, 'queue'), false);
  bars.push(await appendBar(queue, bare));
  await queue.close();
  const open = await openBenchLedger(join(folder, 'ledger'));
  bars.push(await latencyBar(open));
  await open.close();
  bars.push(...(await httpBars(join(folder, 'http'), bare)));
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
  bars.push({ id: 'rss', value: process.memoryUsage().rss / 1_048_576, goal: 300, unit: 'MB', atLeast: false, runs: [] });
  await large.close();
  return bars;
}

function print(bar: Bar): void {
  const sign = bar.atLeast ? '≥' : '≤';
  console.log(
    `${holds(bar) ? 'ok ' : 'NOT'} ${bar.id.padEnd(26)} ${bar.value.toFixed(2).padStart(10)} ${bar.unit}  (goal ${sign} ${bar.goal})`,
  );
}
