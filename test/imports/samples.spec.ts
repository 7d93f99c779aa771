import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileRefusedError, ImportDesk, type ImportKind, makePlan, type PlanSummary } from '#imports';
import { ledgerOf, type Needs } from './support/ledger-of-needs.js';

const SAMPLES = join(import.meta.dirname, 'samples');
const TODAY = '2026-11-26';

interface Expected {
  readonly file: string;
  readonly kind: ImportKind;
  readonly why: string;
  readonly needs: Needs;
  readonly counts?: PlanSummary['counts'];
  readonly totals?: { readonly amountFen: number; readonly grams: number; readonly unconvertedRows: number };
  readonly orders?: number;
  readonly rows?: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly state: string;
    readonly problems: readonly { readonly column: string; readonly code: string }[];
  }[];
  readonly fileError?: { readonly status: number; readonly code: string };
}

const samples = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name) => JSON.parse(readFileSync(join(SAMPLES, name), 'utf8')) as Expected);

async function planned(sample: Expected): Promise<{ desk: ImportDesk; summary: PlanSummary }> {
  const desk = await ImportDesk.open(readFileSync(join(SAMPLES, sample.file)), { kind: sample.kind });
  const summary = await makePlan(desk, ledgerOf(sample.needs), { today: TODAY, secret: 'secret' });
  if (summary === undefined) throw new Error('the columns were not recognised');
  return { desk, summary };
}

describe.each(samples.filter(({ fileError }) => fileError === undefined))('$file: $why', (sample) => {
  it('comes to the expected counts and sums', async () => {
    const { summary } = await planned(sample);
    expect(summary.counts).toEqual(sample.counts);
    if (sample.totals !== undefined) expect(summary.totals.create).toEqual(sample.totals);
    if (sample.orders !== undefined) expect(summary.entryCount).toBe(sample.orders);
  });

  it('names the expected cells, all at once', async () => {
    const { desk } = await planned(sample);
    const blocked = await desk.rows('blocked', { from: 0, most: 1_000 });
    const found = blocked.map(({ sheet, row, state, cells }) => ({
      sheet,
      row,
      state,
      problems: cells.map(({ column, code }) => `${column} ${code}`).sort(),
    }));
    const expected = (sample.rows ?? []).map(({ sheet, row, state, problems }) => ({
      sheet,
      row,
      state,
      problems: problems.map(({ column, code }) => `${column} ${code}`).sort(),
    }));
    expect(found).toEqual(expected);
  });
});

it.each(samples.filter(({ fileError }) => fileError !== undefined))('$file is refused: $why', async (sample) => {
  const opening = ImportDesk.open(readFileSync(join(SAMPLES, sample.file)), { kind: sample.kind });
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FileRefusedError);
  expect((error as FileRefusedError).problem.code).toBe(sample.fileError?.code);
});

it('makes the same orders of the same rows, whatever the form of the file', async () => {
  const inThree = samples.filter(({ file }) => /^0[123]-/.test(file));
  const entries = await Promise.all(inThree.map(async (sample) => (await planned(sample)).desk.entries({ from: 0, most: 1_000 })));
  expect(entries).toHaveLength(3);
  expect(entries[1]).toEqual(entries[0]);
  expect(entries[2]).toEqual(entries[0]);
});
