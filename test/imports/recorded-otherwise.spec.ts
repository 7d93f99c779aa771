import { type DeclaredReserve, problemSentence, type RecordedHousehold, squeezed } from '#contracts';
import { type Answers, ImportDesk, type ImportKind, type LedgerPort, makePlan, NOTHING_KNOWN, recordId, type RowView } from '#imports';
import { rowKey, sealedKey } from '../../libs/imports/src/plan/identity.js';
import { ledgerOf, type Needs } from './support/ledger-of-needs.js';
import { type MadeCell, workbook } from './support/workbook.js';

const NOW = { today: '2026-11-26', secret: 'secret' };
const VILLAGE = '610124103201';
const unit = (id: string, name: string, parent: string | null = null): Needs['units'][number] => ({
  id,
  name,
  kind: 'budget-unit',
  parent,
  regionCode: '610124',
});
const NEEDS: Needs = {
  account: { role: 'admin' },
  units: [unit('edu', '示例区教育局'), unit('one', '示例区第一小学', 'edu')],
  villages: [{ code: VILLAGE, name: '阳化社区' }],
  policyRules: [{ regionCode: '610124', year: 2021, floorPermille: 100, basis: '示例文号〔2021〕1号' }],
};

async function planned(kind: ImportKind, rows: readonly (readonly MadeCell[])[], ledger: LedgerPort): Promise<readonly RowView[]> {
  const desk = await ImportDesk.open(workbook({ sheets: [{ name: '表', rows }] }), { kind });
  await makePlan(desk, ledger, NOW);
  return desk.rows('all', { from: 0, most: 100 });
}

/** Every problem says its sentence whole, in both languages. */
function told(rows: readonly RowView[]): string[] {
  for (const { code, params } of rows.flatMap(({ cells }) => cells)) {
    expect(problemSentence({ code, params }, 'zh-CN') + problemSentence({ code, params }, 'en')).not.toMatch(/\{\w+\}|undefined/);
  }
  return rows.map(({ state, cells }) => [state, ...cells.map(({ column, code }) => `${column} ${code}`)].join(' '));
}

const DECLARED: DeclaredReserve = {
  state: 'submitted',
  approximate: false,
  isOpen: false,
  declaration: {
    canteen: 'own',
    canteenSpendFen: 10_000_000,
    canteenReserveFen: 1_000_000,
    unionSpendFen: 500_000,
    unionReserveFen: 100_000,
    representativeUnitId: null,
    contractorName: null,
    exemptionFileId: 'file-1',
    note: '按季度采购',
  },
};

describe('a declaration that is in the ledger and with its reviewer', () => {
  const HEADS = [
    '年度',
    '预算单位',
    '食堂情况',
    '食堂食材采购总额（元）',
    '食堂预留金额（元）',
    '工会采购总额（元）',
    '工会预留金额（元）',
    '备注',
  ];
  const SAME = [2021, '示例区教育局', '自有食堂', 100_000, 10_000, 5_000, 1_000, '按季度采购'] as const;
  const plan = (row: readonly MadeCell[], declared = DECLARED): Promise<readonly RowView[]> => {
    const answers: Answers = { ...NOTHING_KNOWN, reserves: new Map([['edu:2021', declared]]) };
    return planned('reserves', [HEADS, row], ledgerOf(NEEDS, answers));
  };

  it('is a duplicate where the row says the same, or says less: an empty cell keeps what is there', async () => {
    expect(told(await plan(SAME))).toEqual(['duplicate 预算单位 ROW.DUPLICATE']);
    expect(told(await plan([...SAME.slice(0, 5), null, null, null]))).toEqual(['duplicate 预算单位 ROW.DUPLICATE']);
  });

  it.each([
    ['another amount', 4, 20_000, '食堂预留金额（元）'],
    ['an amount that is only about as much', 4, '约10000', '食堂预留金额（元）'],
    ['another canteen', 2, '食堂外包', '食堂情况'],
    ['another note', 7, '按月采购', '备注'],
    ['a stroke where there is something', 7, '-', '备注'],
  ] as const)('is blocked, and not lost as a duplicate, where the row has %s', async (_, at, value, column) => {
    const row = SAME.map((cell, index): MadeCell => (index === at ? value : cell));
    const heads = [...HEADS, '承包单位'];
    const answers: Answers = { ...NOTHING_KNOWN, reserves: new Map([['edu:2021', DECLARED]]) };
    const rows = await planned('reserves', [heads, [...row, value === '食堂外包' ? '某餐饮公司' : null]], ledgerOf(NEEDS, answers));
    expect(told(rows)[0]).toContain(`blocked ${column} RESERVE.DECLARED_OTHERWISE`);
  });

  it('is shown beside what the row says', async () => {
    const [row] = await plan(SAME.map((cell, index) => (index === 4 ? 20_000 : cell)));
    const [cell] = row?.cells ?? [];
    expect(problemSentence({ code: 'RESERVE.DECLARED_OTHERWISE', params: cell?.params ?? {} }, 'zh-CN')).toContain(
      '“食堂预留金额（元）”是“10,000.00 元”，这里却是“20,000.00 元”',
    );
  });
});

describe('a declaration that is a draft, or was returned', () => {
  const CELLS = { 年度: 2021, 预算单位: '示例区教育局', 食堂情况: '自有食堂' };
  const DRAFT: DeclaredReserve = { ...DECLARED, state: 'draft', isOpen: true, approximate: true };
  const plan = async (cells: Readonly<Record<string, MadeCell>>, there = DRAFT): Promise<ImportDesk> => {
    const all = { ...CELLS, ...cells };
    const rows = [Object.keys(all), Object.values(all)];
    const desk = await ImportDesk.open(workbook({ sheets: [{ name: '表', rows }] }), { kind: 'reserves' });
    await makePlan(desk, ledgerOf(NEEDS, { ...NOTHING_KNOWN, reserves: new Map([['edu:2021', there]]) }), NOW);
    return desk;
  };
  const saysOf = async (desk: ImportDesk): Promise<string[]> => told(await desk.rows('all', { from: 0, most: 10 }));

  it('is declared anew with what the row says: an empty cell keeps what is there, a stroke clears it', async () => {
    const desk = await plan({ '食堂预留金额（元）': 20_000, '工会预留金额（元）': null, 备注: '-' });
    expect(await saysOf(desk)).toEqual([
      'warned 食堂预留金额（元） RESERVE.DECLARED_ANEW 备注 RESERVE.DECLARED_ANEW 食堂预留金额（元） RESERVE.DECLARED_ANEW',
    ]);
    const [entry] = await desk.entries({ from: 0, most: 10 });
    expect(entry?.commands).toEqual([
      {
        path: '/api/units/edu/reserves/2021',
        body: {
          canteen: 'own',
          canteenSpendFen: 10_000_000,
          canteenReserveFen: 2_000_000,
          unionSpendFen: 500_000,
          unionReserveFen: 100_000,
          exemptionFileId: 'file-1',
        },
        row: 2,
      },
    ]);
  });

  it('stays about as much as it was where the row gives no amount', async () => {
    const [entry] = await (await plan({ 备注: '按月采购' })).entries({ from: 0, most: 10 });
    expect(entry?.commands[0]?.body).toMatchObject({ approximate: true, canteenReserveFen: 1_000_000, note: '按月采购' });
  });

  it('is a duplicate where the row says nothing else', async () => {
    expect(await saysOf(await plan({ 备注: '按季度采购' }))).toEqual(['duplicate 预算单位 ROW.DUPLICATE']);
  });

  it('is told of in a row that must be mended first, as far as that can be read', async () => {
    expect(await saysOf(await plan({ '食堂预留金额（元）': '不少', 备注: '按月采购' }))).toEqual([
      'blocked 食堂预留金额（元） CELL.NUMBER_UNREADABLE 备注 RESERVE.DECLARED_ANEW',
    ]);
    expect(await saysOf(await plan({ '食堂预留金额（元）': '不少', 备注: '按月采购' }, DECLARED))).toEqual([
      'blocked 食堂预留金额（元） CELL.NUMBER_UNREADABLE 备注 RESERVE.DECLARED_OTHERWISE',
    ]);
  });

  it('blocks a row with which it would be refused as a whole: an amount that is left of another canteen, one below the floor', async () => {
    expect(await saysOf(await plan({ 食堂情况: '无食堂' }))).toEqual([
      'blocked 食堂食材采购总额（元） RESERVE.AMOUNT_KEPT 食堂预留金额（元） RESERVE.AMOUNT_KEPT 食堂情况 RESERVE.DECLARED_ANEW',
    ]);
    const there = { ...DRAFT, declaration: { ...DRAFT.declaration, exemptionFileId: null } };
    expect(await saysOf(await plan({ '食堂食材采购总额（元）': 500_000 }, there))).toEqual([
      'blocked 食堂预留金额（元） RESERVE.BELOW_FLOOR 食堂食材采购总额（元） RESERVE.DECLARED_ANEW 食堂预留金额（元） RESERVE.DECLARED_ANEW',
    ]);
  });

  it('of which two rows say different things is declared anew by none of them', async () => {
    const heads = [...Object.keys(CELLS), '备注'];
    const [one, other] = ['甲', '乙'].map((note): MadeCell[] => [...Object.values(CELLS), note]);
    const answers: Answers = { ...NOTHING_KNOWN, reserves: new Map([['edu:2021', DRAFT]]) };
    const rows = await planned('reserves', [heads, one ?? [], other ?? []], ledgerOf(NEEDS, answers));
    const blocked = 'blocked 预算单位 ROW.CONTRADICTS_IN_FILE 备注 RESERVE.DECLARED_ANEW';
    expect(told(rows)).toEqual([blocked, blocked]);
  });
});

describe('a household that is in the ledger', () => {
  const key = sealedKey(NOW.secret, 'household', [VILLAGE, squeezed('H-1')]);
  const plan = (id: string, category: string, members: number): Promise<readonly RowView[]> => {
    const there: RecordedHousehold = { villageCode: VILLAGE, category: 'lifted', members: 4 };
    const answers: Answers = { ...NOTHING_KNOWN, households: new Map([[id, there]]), rowKeys: new Map([[key, { live: 1, ever: 2 }]]) };
    const rows = [
      ['户编号', '村', '户类别', '家庭人口'],
      ['H-1', '阳化社区', category, members],
    ];
    return planned('households', rows, ledgerOf(NEEDS, answers));
  };

  it('is a duplicate where the row says the same of it', async () => {
    expect(told(await plan(recordId(key, 1), '已脱贫户', 4))).toEqual(['duplicate 户编号 ROW.DUPLICATE']);
  });

  it('is blocked where the row says something else of it', async () => {
    expect(told(await plan(recordId(key, 1), '突发严重困难户', 5))).toEqual([
      'blocked 户类别 ROW.RECORDED_OTHERWISE 家庭人口 ROW.RECORDED_OTHERWISE',
    ]);
  });
});

describe('a unit that is in the ledger', () => {
  const HEADS = ['单位名称', '单位类型', '上级单位'];
  const OFFICE = ['办公室', '预算单位', '示例区教育局'];
  const key = rowKey('unit', ['办公室', 'edu']);
  const plan = async (units: Needs['units'], withdrawnUnitIds: readonly string[] = []): Promise<string[]> => {
    const ledger = ledgerOf({ ...NEEDS, units: [...NEEDS.units, ...units] });
    const directory = { ...(await ledger.directory()), withdrawnUnitIds };
    return told(await planned('units', [HEADS, OFFICE], { ...ledger, directory: async () => directory }));
  };

  it('is another one under another parent, and the same one under its own', async () => {
    expect(await plan([unit('x', '办公室', 'one')])).toEqual(['create']);
    expect(await plan([unit('x', '办公室', 'edu')])).toEqual(['duplicate 单位名称 ROW.DUPLICATE']);
  });

  it('waits for a new one above it in the file that two rows contradict each other about', async () => {
    const rows = [
      [...HEADS, '联系人'],
      ['资产科', '预算单位', null, '联系人甲'],
      ['资产科', '预算单位', null, '联系人乙'],
      ['库房', '预算单位', '资产科', null],
      ['一号库', '预算单位', '库房', null],
    ];
    expect(told(await planned('units', rows, ledgerOf(NEEDS)))).toEqual([
      'blocked 单位名称 ROW.CONTRADICTS_IN_FILE',
      'blocked 单位名称 ROW.CONTRADICTS_IN_FILE',
      'blocked 上级单位 UNIT.UNKNOWN',
      'blocked 上级单位 UNIT.UNKNOWN',
    ]);
  });

  it('stands above another one as long as one of its equal rows is entered', async () => {
    const row = ['资产科', '预算单位', null];
    const bytes = workbook({ sheets: [{ name: '表', rows: [HEADS, row, row, ['库房', '预算单位', '资产科']] }] });
    const desk = await ImportDesk.open(bytes, { kind: 'units' });
    const states = async (skipped: number): Promise<string[]> => {
      await desk.edit([2, 3].map((one) => ({ kind: 'decision', row: one, isSkipped: one === skipped })));
      await makePlan(desk, ledgerOf(NEEDS), NOW);
      return told(await desk.rows('all', { from: 0, most: 100 }));
    };
    expect((await states(3)).at(-1)).toBe('create');
    expect((await states(2)).at(-1)).toBe('create');
  });

  it('that the row became is still known by it after it was moved, and not after it was withdrawn', async () => {
    expect(await plan([unit(recordId(key, 0), '办公室', 'one')])).toEqual(['duplicate 单位名称 ROW.DUPLICATE']);
    expect(await plan([], [recordId(key, 0)])).toEqual(['create']);
  });
});
