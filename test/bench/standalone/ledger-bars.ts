import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppendQueue, CommitSignal, LocalEventLog, verifyChain } from '#event-log';
import { FigureReader, impactPositions } from '#impact';
import type { OpenLedger } from '#operator';
import { contributionsOf } from '../../../libs/impact/src/figure/contribution-list.js';
import { bareCommits } from './calibrate.js';
import { inParallel, openBenchLedger, submit } from './bench-ledger.js';
import { firstDifference } from './hand-loop.js';
import { amountOf, eventsOfOrder, UNITS } from './orders.js';
import { type Bar, median, must, quantile } from '../result.js';

const CALLERS = 64;
const APPEND_COMMANDS = 30_000;

/**
 * `AppendQueue.submit` with 64 callers against bare single-row commits: the queue alone, receipts and streams loaded, nothing
 * projected. Each run has its own bare commits right before it: a disk that others use too is not the same a minute later.
 */
export async function appendBar({ database }: OpenLedger, folder: string): Promise<Bar> {
  const log = new LocalEventLog(new AppendQueue('purchases', database, new CommitSignal()), database);
  const ratios: number[] = [];
  let order = 0;
  for (let run = 0; run < 3; run += 1) {
    const bare = bareCommits(folder);
    const started = performance.now();
    await inParallel(CALLERS, APPEND_COMMANDS / 3, async () => {
      order += 1;
      const { streamId, events } = eventsOfOrder(order);
      await submit(log, streamId, events.slice(0, 1));
    });
    ratios.push(((APPEND_COMMANDS / 3 / (performance.now() - started)) * 1000) / bare);
  }
  const chain = await verifyChain('purchases', database);
  must(chain.ok && chain.events === order, `${order} commands were acknowledged, the chain holds ${chain.events}`);
  return { id: 'append-vs-bare', value: median(ratios), goal: 3, unit: '× bare', atLeast: true, runs: ratios };
}

/** From the acknowledged commit to the moved figure, at 200 commands a second. */
export async function latencyBar({ ledger }: OpenLedger): Promise<Bar> {
  const log = ledger.log('purchases');
  const latencies: number[] = [];
  await ledger.host.waitFor(['impact'], [{ log: 'purchases', position: (await ledger.sources.get('purchases')?.head()) ?? 0 }], 60_000);
  const started = performance.now();
  const waits: Promise<void>[] = [];
  for (let command = 0; command < 1_000; command += 1) {
    const due = started + command * 5;
    while (performance.now() < due) await new Promise((resume) => setImmediate(resume));
    const { streamId, events } = eventsOfOrder(1_000_000 + command);
    const position = await submit(log, streamId, events.slice(0, 1));
    const committed = performance.now();
    waits.push(
      ledger.host.waitFor(['impact'], [{ log: 'purchases', position }], 10_000).then((behindBy) => {
        must(behindBy === 0, `the figure did not move within 10 s after ${position}`);
        latencies.push(performance.now() - committed);
      }),
    );
  }
  await Promise.all(waits);
  return { id: 'commit-to-figure-p99', value: quantile(latencies, 0.99), goal: 50, unit: 'ms', atLeast: false, runs: [median(latencies)] };
}

/** A ledger with `orders` orders of four events, all projected. */
export async function fillLedger(folder: string, orders: number): Promise<OpenLedger> {
  const open = await openBenchLedger(folder);
  const log = open.ledger.log('purchases');
  await inParallel(256, orders, async (order) => {
    const { streamId, events } = eventsOfOrder(order);
    await submit(log, streamId, events);
  });
  const head = await open.ledger.sources.get('purchases')?.head();
  const behindBy = await open.ledger.host.waitFor(['impact', 'order_ledger'], [{ log: 'purchases', position: head ?? 0 }], 300_000);
  must(behindBy === 0, `the read models are ${behindBy} events behind`);
  return open;
}

const HAND_PROCESS = fileURLToPath(new URL('hand-process.js', import.meta.url));

/** Contributions, roll-ups and the order ledger from the log, against a loop written by hand for the same rows. */
export async function rebuildBars({ ledger, data, database }: OpenLedger, orders: number, folder: string): Promise<Bar[]> {
  const handFile = join(folder, 'hand.sqlite');
  const hand = Number(execFileSync(process.execPath, [HAND_PROCESS, data.ledgerFile, handFile], { encoding: 'utf8' }));
  const started = performance.now();
  let moved = 0;
  const { events } = await ledger.rebuild(['impact', 'order_ledger'], { onProgress: () => (moved += 1) });
  const seconds = (performance.now() - started) / 1000;
  const [row] = await database.read.all<{ total: number }>('SELECT SUM(delta) AS total FROM impact_contribution');
  const expected = Array.from({ length: orders }, (_, index) => amountOf(index + 1)).reduce((sum, amount) => sum + 4 * amount, 0);
  must(row?.total === expected, `contributions add up to ${row?.total}, expected ${expected}`);
  const different = firstDifference(data.ledgerFile, handFile);
  must(different === undefined, `the rows of ${different} are not those of the loop written by hand`);
  must(moved > 0, 'the rebuild reported no progress');
  return [
    { id: 'rebuild-vs-hand', value: hand / seconds, goal: 0.6, unit: '× hand', atLeast: true, runs: [hand, seconds] },
    { id: 'rebuild-seconds', value: seconds * (1_000_000 / events), goal: 15, unit: 's per 1 M', atLeast: false, runs: [seconds] },
  ];
}

const QUESTIONS = [
  (unit: string, category: string) => ({ figure: 'purchase.paid', filters: { year: 2020, unitId: unit, category } }),
  (_: string, category: string) => ({ figure: 'purchase.completed', filters: { year: 2019, category, channel: '832' } }),
  (unit: string) => ({ figure: 'purchase.ordered', filters: { from: '2019-03-10', to: '2020-09-20', unitId: unit } }),
  (_: string, category: string) => ({ figure: 'purchase.accepted', filters: { funding: 'canteen', category } }),
] as const;

const CATEGORIES = ['grain-oil', 'vegetable', 'fruit', 'tea-drink'];

/** Figures with two filters, and the first page of what a figure over everything is made of. */
export async function figureBars({ ledger, clock, database }: OpenLedger): Promise<Bar[]> {
  // Units of the bench were never registered; their names stand in so that a filter may name them.
  await database.transaction('rebuildable', async (session) => {
    for (let unit = 0; unit < UNITS; unit += 1) {
      await session.run("INSERT OR IGNORE INTO impact_name (kind, id, from_day, position, name) VALUES ('unit', ?, 0, 0, ?)", [
        `unit-${unit}`,
        `示例${unit}`,
      ]);
    }
  });
  const reader = new FigureReader(ledger.database, clock, impactPositions());
  const times: number[] = [];
  // The first rounds warm statements and code; a 99th percentile needs more than a handful of rounds beyond it.
  for (let round = -200; round < 2_000; round += 1) {
    const turn = round + 200;
    const question = QUESTIONS[turn % QUESTIONS.length]?.(`unit-${turn % UNITS}`, CATEGORIES[turn % CATEGORIES.length] ?? 'fruit');
    if (question === undefined) continue;
    const started = performance.now();
    await reader.read(question.figure, question.filters);
    if (round >= 0) times.push(performance.now() - started);
  }
  const pages: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const started = performance.now();
    await reader.ask('purchase.paid', {}, (question) => contributionsOf(question, question.plan, 50));
    pages.push(performance.now() - started);
  }
  return [
    { id: 'figure-two-filters-p99', value: quantile(times, 0.99), goal: 20, unit: 'ms', atLeast: false, runs: [median(times)] },
    { id: 'contributions-page-p99', value: quantile(pages, 0.99), goal: 50, unit: 'ms', atLeast: false, runs: [median(pages)] },
  ];
}
