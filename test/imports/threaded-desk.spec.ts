import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESK_LIMITS, FileRefusedError, ImportDesk, makePlan, ThreadedDesk } from '#imports';
import { HOSTILE_CASES } from './corpus/hostile-cases.js';
import { csvText, HEADS, order } from './corpus/case.js';
import { ledgerOf } from './support/ledger-of-needs.js';

/** `npm run build` first: a thread runs what is compiled. */
const workerFile = new URL('../../dist/libs/imports/src/desk/desk-worker.js', import.meta.url);
const LIMITS = { ...DESK_LIMITS, workerFile };
const LEDGER = ledgerOf({
  account: { role: 'purchaser' },
  units: [{ id: 'edu', name: '示例区教育局', kind: 'budget-unit', parent: null, regionCode: '610124' }],
  villages: [],
});
const NOW = { today: '2026-11-26', secret: 'secret' };

function sheet(rows: number): Buffer {
  return Buffer.from(csvText([[...HEADS], ...Array.from({ length: rows }, () => order())]));
}

async function codeOf(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FileRefusedError);
  return (error as FileRefusedError).problem.code;
}

describe('a desk in a thread of its own', () => {
  it('comes to the plan of a desk in this thread, rows, entries and failed rows alike', async () => {
    const bytes = sheet(5_000);
    const here = await ImportDesk.open(bytes, { kind: 'orders' });
    const there = await ThreadedDesk.open(bytes, { kind: 'orders' }, LIMITS);
    try {
      const page = { from: 4_990, most: 50 };
      expect(await makePlan(there, LEDGER, NOW)).toEqual(await makePlan(here, LEDGER, NOW));
      expect(await there.rows('create', page)).toEqual(await here.rows('create', page));
      expect(await there.entries(page)).toEqual(await here.entries(page));
      expect(await there.failedRows()).toEqual(await here.failedRows());
    } finally {
      await there.close();
    }
  });

  it.each(HOSTILE_CASES)('refuses $file: $why', async ({ file, kind, expected }) => {
    const bytes = readFileSync(join(import.meta.dirname, 'corpus', 'files', file));
    expect(await codeOf(ThreadedDesk.open(bytes, { kind }, LIMITS))).toBe(expected.refused);
  });

  it('ends a file that takes more memory than it may, and says so', async () => {
    expect(await codeOf(ThreadedDesk.open(sheet(50_000), { kind: 'orders' }, { ...LIMITS, heapMb: 16 }))).toBe('FILE.TOO_BIG');
  });

  it('ends a file that takes more time than it may, and says so', async () => {
    expect(await codeOf(ThreadedDesk.open(sheet(50_000), { kind: 'orders' }, { ...LIMITS, stepMs: 1 }))).toBe('FILE.TOO_SLOW');
  });

  it('answers nothing any more once it is closed', async () => {
    const desk = await ThreadedDesk.open(sheet(1), { kind: 'orders' }, LIMITS);
    await desk.close();
    await expect(desk.mappingView()).rejects.toThrow('the desk is closed');
  });
});
