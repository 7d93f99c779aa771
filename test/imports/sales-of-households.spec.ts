import { squeezed } from '#contracts';
import { type Answers, type Directory, ImportDesk, type LedgerPort, makePlan, NOTHING_KNOWN, type Questions, recordId } from '#imports';
import { sealedKey } from '../../libs/imports/src/plan/identity.js';
import { csvText } from './corpus/case.js';

const VILLAGE = '610124103201';
const NOW = { today: '2026-11-26', secret: 'secret' };
const SHEET = csvText([
  ['日期', '村', '农户', '产品', '品类', '数量', '单位', '金额（元）', '买方'],
  ['2020-06-18', '示例村', 'H-1', '猕猴桃', '水果', 200, '斤', 1_000, '示例合作社'],
]);
const KEY = sealedKey(NOW.secret, 'household', [VILLAGE, squeezed('H-1')]);
const directory: Directory = {
  units: [],
  villages: [
    { code: VILLAGE, name: '示例村', inScope: true },
    { code: '610124103202', name: '邻村', inScope: true },
  ],
  policyRules: [],
};

/** A ledger in which one household stands; like the real one it answers only what it is asked. */
function ledgerWith(householdId: string, villageCode = VILLAGE): LedgerPort {
  const answer = async ({ householdIds }: Questions): Promise<Answers> => ({
    ...NOTHING_KNOWN,
    households: new Map(householdIds.filter((id) => id === householdId).map((id) => [id, { villageCode, category: 'lifted', members: 3 }])),
  });
  return { directory: async () => directory, answer };
}

/** The sale as it would be entered: its id, and the household it is of. */
async function planned(householdId: string): Promise<unknown> {
  const desk = await ImportDesk.open(Buffer.from(SHEET), { kind: 'sales' });
  await makePlan(desk, ledgerWith(householdId), NOW);
  const [entry] = await desk.entries({ from: 0, most: 1 });
  return [entry?.id, entry?.commands[0]?.body['householdId']];
}

describe('a sale that names a household by its 户编号', () => {
  it.each([0, 1, 7])('is of the household that was imported under it, however often that was undone: %i times', async (undone) => {
    const householdId = recordId(KEY, undone);
    expect(await planned(householdId)).toEqual([expect.any(String), householdId]);
  });

  it('has the id it always had: a file imported before is known again', async () => {
    const always = '437f63dc-acdf-8cd9-af7e-48432db3344a';
    expect(await planned(recordId(KEY, 0))).toEqual([always, recordId(KEY, 0)]);
    expect(await planned('H-1')).toEqual([always, 'H-1']);
  });

  it('is told by the name of its village to be of another one', async () => {
    const desk = await ImportDesk.open(Buffer.from(SHEET), { kind: 'sales' });
    await makePlan(desk, ledgerWith('H-1', '610124103202'), NOW);
    const [row] = await desk.rows('blocked', { from: 0, most: 1 });
    expect(row?.cells).toMatchObject([{ code: 'HOUSEHOLD.OTHER_VILLAGE', params: { id: 'H-1', villageCode: '邻村' } }]);
  });

  it('is told to be of none at once with what else must be mended in its row', async () => {
    const desk = await ImportDesk.open(Buffer.from(SHEET.replace('水果', '山货')), { kind: 'sales' });
    await makePlan(desk, ledgerWith('H-2'), NOW);
    const [row] = await desk.rows('blocked', { from: 0, most: 1 });
    expect(row?.cells.map(({ column, code }) => `${column} ${code}`)).toEqual(['品类 CELL.ENUM_UNKNOWN', '农户 HOUSEHOLD.UNKNOWN']);
  });
});
