import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProblemParams, problemSentence } from '#contracts';
import { FileRefusedError, ImportDesk, type LedgerPort, makePlan, type PlannedEntry, type PlanSummary } from '#imports';
import type { CorpusCase } from './corpus/case.js';
import { CSV_CASES } from './corpus/csv-cases.js';
import { FOOT_CASES } from './corpus/foot-cases.js';
import { HOSTILE_CASES } from './corpus/hostile-cases.js';
import { KIND_CASES } from './corpus/kind-cases.js';
import { LAYOUT_CASES } from './corpus/layout-cases.js';
import { ORDER_CASES } from './corpus/order-cases.js';
import { SHOWN_CASES } from './corpus/shown-cases.js';
import { TEXT_CASES } from './corpus/text-cases.js';
import { UNIT_CASES } from './corpus/unit-cases.js';
import { VALUE_CASES } from './corpus/value-cases.js';
import { type CellProblem, isWarning } from '../../libs/imports/src/plan/plan.js';
import { keysIn } from '../support/keys-in-sentence.js';
import { ledgerOf, type Needs } from './support/ledger-of-needs.js';

/** `CORPUS=write npm run spec -- test/imports/corpus.spec.ts` makes the files anew. */
const FILES = join(import.meta.dirname, 'corpus', 'files');
const CASES = [
  ...VALUE_CASES,
  ...SHOWN_CASES,
  ...TEXT_CASES,
  ...ORDER_CASES,
  ...LAYOUT_CASES,
  ...CSV_CASES,
  ...FOOT_CASES,
  ...UNIT_CASES,
  ...KIND_CASES,
  ...HOSTILE_CASES,
];

const unit = (id: string, name: string): Needs['units'][number] => ({ id, name, kind: 'budget-unit', parent: null, regionCode: '610124' });
const NEEDS: Needs = {
  account: { role: 'purchaser', unit: '示例区教育局' },
  units: [unit('edu', '示例区教育局'), unit('one', '示例区第一小学'), unit('two', '示例区第二小学')],
  villages: [{ code: '610124999201', name: '阳化社区' }],
  policyRules: [{ regionCode: '610124', year: 2021, floorPermille: 100, basis: '示例文号〔2021〕1号' }],
};
const OTHER_UNIT = {
  id: 'other',
  name: '外区教育局',
  kind: 'department',
  parentId: null,
  regionCode: '610100',
  closedOn: null,
  inScope: false,
} as const;

if (process.env['CORPUS'] === 'write') for (const { file, make } of CASES) writeFileSync(join(FILES, file), make());

async function opened({ file, kind }: CorpusCase): Promise<ImportDesk> {
  return ImportDesk.open(readFileSync(join(FILES, file)), { kind });
}

async function planned(desk: ImportDesk): Promise<PlanSummary | undefined> {
  const needed = ledgerOf(NEEDS);
  const known = await needed.directory();
  const ledger: LedgerPort = { ...needed, directory: async () => ({ ...known, units: [...known.units, OTHER_UNIT] }) };
  return makePlan(desk, ledger, { today: '2026-11-26', secret: 'secret' });
}

/** `lines.0.product` of a body; `steps` are the names and days of what comes after the first. */
function valueAt(entry: PlannedEntry | undefined, command: number, path: string): unknown {
  const [, ...steps] = entry?.commands ?? [];
  if (path === 'steps') return steps.map((step) => `${step.path.split('/').at(-1)} ${String(step.body['occurredOn'])}`).join(', ');
  const body: unknown = entry?.commands[command]?.body;
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
}

describe.each(CASES)('$file: $why', (one) => {
  const { expected } = one;

  it('comes to what is expected of it', async () => {
    if (expected.refused !== undefined) {
      const error: unknown = await opened(one).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FileRefusedError);
      expect((error as FileRefusedError).problem.code).toBe(expected.refused);
      return;
    }
    const desk = await opened(one);
    const summary = await planned(desk);
    expect(summary === undefined).toBe(expected.isAsked === true);
    if (summary === undefined) return;
    const told = await desk.rows('all', { from: 0, most: 1_000 });
    const found = told.flatMap(({ row, cells }) => (cells.length === 0 ? [] : [[row, cells.map(problemText).sort()] as const]));
    const wanted = Object.entries(expected.rows ?? {}).map(([row, problems]) => [Number(row), [...problems].sort()] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    expect(told.flatMap(({ cells }) => cells.flatMap(holesOf))).toEqual([]);
    for (const { state, cells } of told) expect([state, cells.every(isWarning)]).toEqual([state, !/blocked|duplicate/.test(state)]);
    expect(summary.counts).toMatchObject(expected.counts ?? {});
    expect(summary.totals.create).toMatchObject(expected.totals ?? {});
    if (expected.entryCount !== undefined) expect(summary.entryCount).toBe(expected.entryCount);
    const [entry] = await desk.entries({ from: 0, most: 1 });
    for (const [command, body] of [expected.first, expected.second].entries()) {
      for (const [path, value] of Object.entries(body ?? {})) expect([path, valueAt(entry, command, path)]).toEqual([path, value]);
    }
  });
});

describe('every sentence that is said of a cell', () => {
  it.each(CASES.filter(({ expected }) => expected.rows !== undefined))('tells words and names, no keys and no ids: $file', async (one) => {
    const desk = await opened(one);
    await planned(desk);
    const cells = (await desk.rows('all', { from: 0, most: 1_000 })).flatMap((row) => row.cells);
    // What somebody wrote into the sheet is told as it is.
    const sentences = cells.map(({ code, params }) => problemSentence({ code, params: { ...params, ...WRITTEN } }, 'zh-CN'));
    expect(sentences.filter((sentence) => keysIn(sentence).length > 0 || UNIT_IDS.test(sentence))).toEqual([]);
  });
});

const WRITTEN: ProblemParams = { value: '所填内容' };
const UNIT_IDS = new RegExp(`\\b(?:${NEEDS.units.map(({ id }) => id).join('|')})\\b`);

/** What the sentences of a problem leave unsaid: a parameter that the code does not give. */
function holesOf({ code, params }: CellProblem): string[] {
  const sentences = (['zh-CN', 'en'] as const).map((locale) => problemSentence({ code, params }, locale));
  return sentences.filter((sentence) => /\{\w+\}|“”|undefined/.test(sentence));
}

function problemText({ column, code, params, suggestion }: CellProblem): string {
  const { because, value } = params;
  const told = `${column} ${code}${because === undefined ? '' : ` ${String(because)} ${String(value)}`}`;
  return suggestion === undefined ? told : `${told} → ${suggestion}`;
}

describe('the corpus', () => {
  it('has at least forty files, each of a case and each case with its file', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(40);
    expect(readdirSync(FILES).sort()).toEqual(CASES.map(({ file }) => file).sort());
  });

  it('is what its cases make', () => {
    const made = CASES.filter(({ make, file }) => existsSync(join(FILES, file)) && !make().equals(readFileSync(join(FILES, file))));
    // What is packed may come out differently under another zlib; what is not is the same for ever.
    expect(made.map(({ file }) => file).filter((file) => !/^h(?:19|20|24|25)-/.test(file))).toEqual([]);
  });
});
