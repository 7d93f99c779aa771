import { problemSentence } from '#contracts';
import { type Directory, ImportDesk, type KnownNumber, type LedgerPort, makePlan } from '#imports';
import { csvText, fromFirst, HEADS, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';

const UNIT = {
  id: 'u0',
  name: '示例区教育局',
  kind: 'budget-unit',
  parentId: null,
  regionCode: '610124',
  closedOn: null,
  inScope: true,
} as const;
const DIRECTORY: Directory = { units: [UNIT], villages: [], policyRules: [] };
const NOW = { today: '2026-11-26', secret: 'secret' };
const ALL = { from: 0, most: 1_000 };

async function deskOf(given: Parameters<typeof order>[0]): Promise<ImportDesk> {
  const bytes = fromFirst(() => Buffer.from(csvText([[...HEADS], order(given)])))();
  return ImportDesk.open(bytes, { kind: 'orders' });
}

/** The same ledger to somebody who reaches none of its orders. */
function toOthers(ledger: MemoryLedger): LedgerPort {
  const hidden = ([number, { ever, live }]: readonly [string, KnownNumber]): [string, KnownNumber] => [
    number,
    live === undefined ? { ever } : { ever, live: { ...live, isOfOthers: true, lines: [] } },
  ];
  return {
    directory: () => ledger.directory(),
    answer: async (questions) => {
      const answers = await ledger.answer(questions);
      return { ...answers, orderNumbers: new Map([...answers.orderNumbers].map(hidden)) };
    },
  };
}

test('a sheet is told that a number is taken by a unit out of reach, and neither by which order nor by whom', async () => {
  const ledger = new MemoryLedger(DIRECTORY);
  const first = await deskOf({ 订单编号: 'N1' });
  await makePlan(first, ledger, NOW);
  ledger.commit(await first.entries(ALL));
  const desk = await deskOf({ 订单编号: 'N1', 商品名称: '苹果' });
  expect((await makePlan(desk, toOthers(ledger), NOW))?.counts).toMatchObject({ duplicate: 1, blocked: 0, create: 0 });
  const [problem] = (await desk.rows('all', ALL))[0]?.cells ?? [];
  if (problem === undefined) throw new Error('nothing is said of the row');
  expect(problem.code).toBe('ORDER.DUPLICATE');
  expect(Object.keys(problem.params)).not.toEqual(expect.arrayContaining(['id']));
  expect(Object.keys(problem.params)).not.toEqual(expect.arrayContaining(['recordedBy']));
  expect([problemSentence(problem, 'zh-CN'), problemSentence(problem, 'en')]).toEqual([
    expect.stringContaining('由另一单位登记'),
    expect.stringContaining('by another unit'),
  ]);
});
