import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DESK_LIMITS, type Directory, FileRefusedError, type LedgerPort, makePlan, NOTHING_KNOWN, ThreadedDesk } from '#imports';

/** A process of its own for each sheet: `node sheet-process.js FILE`. Prints a {@link SheetMeasure}. */
export interface SheetMeasure {
  readonly planMs: number;
  readonly replanMs: number;
  /** Above what the process had before, at most. */
  readonly rssMb: number;
  readonly loopP99Ms: number;
  readonly created: number;
  readonly refused?: string;
}

const MIB = 1_048_576;
const units = Array.from(
  { length: 97 },
  (_, at) => ({ id: `u${at}`, name: `示例区第${at}小学`, kind: 'budget-unit', inScope: true }) as const,
);
const directory: Directory = {
  units: units.map((unit) => ({ ...unit, parentId: null, regionCode: '610124', closedOn: null })),
  villages: [],
  policyRules: [],
};
const ledger: LedgerPort = { directory: async () => directory, answer: async () => NOTHING_KNOWN };
const now = { today: '2026-11-26', secret: 'bench' };

const bytes = readFileSync(process.argv[2] ?? '');
const before = process.memoryUsage().rss;
const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();
const started = performance.now();
const measured = await measure();
console.log(JSON.stringify(measured));

async function measure(): Promise<SheetMeasure> {
  try {
    const desk = await ThreadedDesk.open(bytes, { kind: 'orders' }, DESK_LIMITS);
    const plan = await makePlan(desk, ledger, now);
    const first = result(performance.now() - started);
    await desk.edit([{ kind: 'cell', row: 2, column: '数量', value: '7' }]);
    await makePlan(desk, ledger, now);
    const again = performance.now();
    await makePlan(desk, ledger, now);
    await desk.close();
    return { ...first, created: plan?.counts.create ?? 0, replanMs: performance.now() - again };
  } catch (error) {
    if (!(error instanceof FileRefusedError)) throw error;
    return { ...result(performance.now() - started), refused: error.problem.code };
  }
}

function result(planMs: number): SheetMeasure {
  const peak = process.resourceUsage().maxRSS * 1_024;
  return { planMs, replanMs: 0, rssMb: (peak - before) / MIB, loopP99Ms: loop.percentile(99) / 1e6, created: 0 };
}
