import type { ImportDesk, MappingView, RowView } from '#imports';
import { problemSentence } from '#contracts';
import { csvText, fromFirst, HEADS, type HeadName, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, deskOf, DIRECTORY, plan } from './support/order-plan.js';
import type { MadeCell } from './support/workbook.js';

/** A sheet whose heads are called otherwise, with titles above them. */
function sheetOf(names: Partial<Record<HeadName, string>>, titles: readonly string[], ...given: Parameters<typeof order>[0][]): Buffer {
  const heads: MadeCell[] = HEADS.map((head) => names[head] ?? head);
  return fromFirst(() => Buffer.from(csvText([...titles.map((title) => [title]), heads, ...given.map((one) => order(one))])))();
}

interface Seen {
  readonly desk: ImportDesk;
  readonly ledger: MemoryLedger;
  readonly rows: readonly RowView[];
  readonly columns: MappingView['columns'];
}

async function seen(bytes: Buffer): Promise<Seen> {
  const desk = await deskOf(bytes);
  const ledger = new MemoryLedger(DIRECTORY);
  await plan(desk, ledger);
  return { desk, ledger, rows: await desk.rows('all', ALL), columns: (await desk.mappingView()).columns };
}

const said = ({ rows: [row] }: Pick<Seen, 'rows'>): string[] =>
  (row?.cells ?? []).map(({ code, params }) => problemSentence({ code, params }, 'zh-CN'));

const nameOf = ({ columns }: Seen, column: string): unknown => columns.find((each) => each.column === column);

describe('a column in its own unit', () => {
  it.each([
    ['金额（万元）', [], '金额（万元）', '万元', 1_000_000],
    ['商品金额(千元)*', [], '商品金额(千元)', '千元', 100_000],
    ['金额', ['单位：万元'], '金额（万元）', '万元', 1_000_000],
    ['实付金额', [], '金额（元）', '元', 100],
  ] as const)('%s below %j is shown as %s', async (head, titles, name, unit, fenPerUnit) => {
    const one = await seen(sheetOf({ '金额（元）': head }, titles, {}));
    expect(nameOf(one, '金额（元）')).toMatchObject({ name, unit, fenPerUnit, head });
  });

  it('of weight is shown with it as well', async () => {
    expect(nameOf(await seen(sheetOf({ 数量: '数量（公斤）' }, [], {})), '数量')).toMatchObject({ name: '数量（公斤）', unit: '公斤' });
  });

  it('is spoken of by its own head, with an example in its unit and its decimals', async () => {
    const one = await seen(sheetOf({ '金额（元）': '金额（万元）' }, [], { '金额（元）': '0.0512345' }));
    expect(said(one)).toEqual(['“金额（万元）”无法识别：“0.0512345”。请只写一个数，例如 12.505；小数最多 6 位。']);
    expect(one.rows[0]?.cells[0]).toMatchObject({ column: '金额（元）', suggestion: '0.051235' });
    const back = (await one.desk.failedRows()).bytes.toString();
    expect(back).toContain('“金额（万元）”无法识别');
    expect(back).not.toContain('“金额（元）”');
  });

  it('in 元 is spoken of as before', async () => {
    expect(said(await seen(sheetOf({}, [], { '金额（元）': '1.005' })))).toEqual([
      '“金额（元）”无法识别：“1.005”。请只写一个数，例如 1250.50；小数最多 2 位。',
    ]);
  });

  it('where rows of one order disagree, tells amounts with their unit, never an inner number', async () => {
    const rows = [
      { 订单编号: '8320001', '运费（元）': '0.001', 资金来源: '食堂' },
      { 订单编号: '8320001', '运费（元）': '0.002', 资金来源: '工会' },
    ];
    expect(said(await seen(sheetOf({ '运费（元）': '运费（万元）' }, [], ...rows)))).toEqual([
      '同一订单编号的各行“资金来源”不一致（行号: 所填）：2: 食堂；3: 工会。请核对。',
      '同一订单编号的各行“运费（万元）”不一致（行号: 所填）：2: 10.00 元；3: 20.00 元。请核对。',
    ]);
  });

  it.each([
    ['0.05', 50_000],
    ['500元', 50_000],
    ['1,250.50 元', 125_050],
    ['0.05万元', 50_000],
    ['5万', 5_000_000],
  ])('takes the edit %s as what it says: its own unit, else that of the column', async (value, fen) => {
    const { desk, ledger } = await seen(sheetOf({ '金额（元）': '金额（万元）' }, [], { '金额（元）': '0.0512345' }));
    await desk.edit([{ kind: 'cell', row: 2, column: '金额（元）', value }]);
    const summary = await plan(desk, ledger);
    expect(summary.totals.create.amountFen).toBe(fen);
  });

  it('stays in its unit in the rows that go back: an edit made here counts the same there', async () => {
    const { desk, ledger } = await seen(
      sheetOf({ '金额（元）': '金额（万元）' }, ['示例区台账'], { '金额（元）': '0.0512345', 数量: '很多' }),
    );
    await desk.edit([{ kind: 'cell', row: 3, column: '金额（元）', value: '0.05' }]);
    await plan(desk, ledger);
    const again = await deskOf((await desk.failedRows()).bytes);
    await again.edit([{ kind: 'cell', row: 3, column: '数量', value: '10' }]);
    expect((await plan(again, ledger)).totals.create.amountFen).toBe(50_000);
  });
});
