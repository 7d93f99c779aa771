import { ImportDesk } from '#imports';

const HEADS = '户编号,村,户类别,家庭人口';

/** @param heads above the rows, so that a person may have to choose the columns */
function sheetOf(rows: number, heads = HEADS): Buffer {
  const data = Array.from({ length: rows }, (_, at) => `h${at},阳化社区,脱贫户,3`);
  return Buffer.from(['农户名册,,,', heads, ...data, '制表人：某某,,,'].join('\n'));
}

const open = async (bytes: Buffer): Promise<ImportDesk> => ImportDesk.open(bytes, { kind: 'households' });
const NOW = { directory: { units: [], villages: [], policyRules: [] }, today: '2026-11-26', secret: 'secret' };
const TOO_BIG = { problem: { code: 'FILE.TOO_BIG', params: { limit: '50,000 行 / rows' } } };

it('takes 50,000 rows of data; titles, heads and notes around them do not count', async () => {
  const desk = await open(sheetOf(50_000));
  await desk.prepare(NOW);
  expect((await desk.settle()).counts.rows).toBe(50_000);
});

it('refuses one more as the file is opened', async () => {
  await expect(open(sheetOf(50_001))).rejects.toMatchObject(TOO_BIG);
});

it('refuses one more as soon as a person has said which columns they are', async () => {
  const desk = await open(sheetOf(50_001, '甲,乙,丙,丁'));
  await desk.choose({ headRow: 2, columns: { 户编号: 'A', 村: 'B', 户类别: 'C', 家庭人口: 'D' } });
  await expect(desk.prepare(NOW)).rejects.toMatchObject(TOO_BIG);
});
