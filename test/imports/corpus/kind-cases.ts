import type { ImportKind } from '#imports';
import { type MadeCell, workbook } from '../support/workbook.js';
import type { CorpusCase, Expected } from './case.js';

function sheetOf(
  file: string,
  kind: ImportKind,
  why: string,
  rows: readonly (readonly MadeCell[])[],
  expected: Expected,
  merges: readonly string[] = [],
): CorpusCase {
  return { file: `${file}.xlsx`, why, kind, make: () => workbook({ sheets: [{ name: '表', rows, merges }] }), expected };
}

const SALES = ['日期', '村', '农户', '产品', '品类', '数量', '单位', '净含量', '金额（元）', '买方', '备注'];
const HOUSEHOLDS = ['户编号', '村', '户类别', '家庭人口', '户主姓名', '联系电话', '备注'];
const RESERVES = [
  '年度',
  '预算单位',
  '食堂情况',
  '食堂食材采购总额（元）',
  '食堂预留金额（元）',
  '工会采购总额（元）',
  '工会预留金额（元）',
  '代表单位',
  '承包单位',
  '备注',
];
const UNITS = ['单位名称', '单位类型', '上级单位', '行政区划代码', '联系人', '联系电话'];

/** Files that are no orders. */
export const KIND_CASES: readonly CorpusCase[] = [
  sheetOf(
    'k01-帮销',
    'sales',
    '个人买方按个人记，合作社按合作社记；金额可以不填',
    [
      SALES,
      ['2020-10-01', '阳化社区', null, '猕猴桃', '水果', 100, '斤', null, 300, '张三', null],
      ['2020-10-01', '610124999201', null, '猕猴桃', '水果', '约200斤', null, null, null, '周至合作社', null],
    ],
    {
      counts: { create: 2 },
      totals: { amountFen: 30_000, grams: 150_000 },
      first: { 'buyer.kind': 'individual', villageCode: '610124999201' },
    },
  ),
  sheetOf(
    'k02-帮销有错',
    'sales',
    '村不认识、农户不认识、年份缺失',
    [
      SALES,
      ['2020-10-01', '阳花社区', null, '猕猴桃', '水果', 100, '斤', null, 300, null, null],
      ['2020-10-01', '阳化社区', '没有这户', '猕猴桃', '水果', 100, '斤', null, 300, null, null],
      ['10月1日', '阳化社区', null, '猕猴桃', '水果', 100, '斤', null, 300, null, null],
    ],
    {
      counts: { blocked: 3 },
      rows: { 2: ['村 VILLAGE.UNKNOWN → 阳化社区'], 3: ['农户 HOUSEHOLD.UNKNOWN'], 4: ['日期 CELL.DATE_UNREADABLE'] },
    },
  ),
  sheetOf(
    'k10-帮销数量合并',
    'sales',
    '一个数量管两笔：分不开，也不说下面一行没有填写；空的合并格管不着什么',
    [
      SALES,
      ['2020-10-01', '阳化社区', null, '猕猴桃', '水果', 100, '斤', null, null, null, null],
      ['2020-10-02', '阳化社区', null, '猕猴桃', '水果', null, '斤', null, null, null, null],
    ],
    { counts: { blocked: 2 }, rows: { 2: ['数量 CELL.AMOUNT_MERGED'], 3: ['数量 CELL.AMOUNT_MERGED'] } },
    ['F2:F3', 'I2:I3'],
  ),
  sheetOf(
    'k03-帮销相同',
    'sales',
    '三行相同是三笔',
    [SALES, ...Array.from({ length: 3 }, () => ['2020-10-01', '阳化社区', null, '猕猴桃', '水果', 100, '斤', null, 300, null, null])],
    { counts: { create: 3 }, entryCount: 3 },
  ),
  sheetOf(
    'k04-农户',
    'households',
    '姓名和电话要么都有要么都没有；同一户编号只导一次；人口要大于 0',
    [
      HOUSEHOLDS,
      ['H1', '阳化社区', '已脱贫户', '4人', '示例甲', '000-00000001', null],
      ['H2', '阳化社区', '建档立卡', 3, '示例乙', null, null],
      ['H1', '阳化社区', '已脱贫户', 4, null, null, null],
      [null, '阳化社区', '一般户', 0, null, null, null],
      [null, '阳化社区', '已脱贫', 2.5, null, null, null],
    ],
    {
      counts: { create: 1, duplicate: 1, blocked: 3 },
      rows: {
        3: ['联系电话 CELL.REQUIRED'],
        4: ['户编号 ROW.DUPLICATE_IN_FILE'],
        5: ['家庭人口 CELL.NOT_POSITIVE', '户类别 CELL.ENUM_UNKNOWN'],
        6: ['家庭人口 CELL.NUMBER_UNREADABLE'],
      },
      first: { 'private.name': '示例甲', members: 4 },
    },
  ),
  sheetOf(
    'k05-预留',
    'reserves',
    '低于下限、没有规则的年度、共用食堂没写代表、无食堂却有金额',
    [
      RESERVES,
      [2021, '示例区教育局', '自有食堂', 100000, 9999, null, null, null, null, null],
      ['2022年', '示例区教育局', '自有食堂', 100000, 10000, null, null, null, null, null],
      [2021, '示例区第一小学', '共用食堂', null, null, null, null, null, null, null],
      [2021, '示例区第二小学', '无食堂', 5, 5, null, null, null, null, null],
      [2021, '示例区第二小学', '食堂外包', 100000, 10000, null, null, null, '某餐饮公司', null],
      [2021, '示例区第二小学', '食堂外包', 100000, 10000, null, null, null, '某餐饮公司', null],
    ],
    {
      counts: { create: 1, duplicate: 1, blocked: 4 },
      rows: {
        2: ['食堂预留金额（元） RESERVE.BELOW_FLOOR'],
        3: ['年度 POLICY.NOT_SET'],
        4: ['代表单位 CELL.REQUIRED'],
        5: ['食堂食材采购总额（元） RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED', '食堂预留金额（元） RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED'],
        7: ['预算单位 ROW.DUPLICATE_IN_FILE'],
      },
      first: { canteenReserveFen: 1_000_000, contractorName: '某餐饮公司' },
    },
  ),
  sheetOf(
    'k06-单位',
    'units',
    '上级可以是本表上面的单位；已有的单位类型不同要改',
    [
      UNITS,
      ['示例区民政局', '主管部门', null, '610124', '联系人甲', '029-0000000'],
      ['示例区敬老院', '预算单位', '示例区民政局', null, null, null],
      ['示例区教育局', '主管部门', null, null, null, null],
      ['示例区某局', '局', '没有的上级', '6101', null, null],
    ],
    {
      counts: { create: 2, blocked: 2 },
      rows: {
        4: ['单位类型 ROW.RECORDED_OTHERWISE'],
        5: ['单位类型 CELL.ENUM_UNKNOWN', '上级单位 UNIT.UNKNOWN', '行政区划代码 CELL.TEXT_INVALID'],
      },
      first: { name: '示例区民政局', contactPhone: '029-0000000' },
    },
  ),
  sheetOf(
    'k07-单位同名',
    'units',
    '同名不同上级是两个单位；已有的不再导入；上级同名看不出是哪个；同一单位两行不同要改',
    [
      UNITS,
      ['办公室', '预算单位', '示例区教育局', null, null, null],
      ['办公室', '预算单位', '示例区第一小学', null, null, null],
      ['示例区教育局', '预算单位', null, null, null, null],
      ['文印室', '预算单位', '办公室', null, null, null],
      ['资产科', '预算单位', '示例区教育局', null, '联系人甲', null],
      ['资产科', '预算单位', '示例区教育局', null, '联系人乙', null],
      ['办公室', '预算单位', '示例区教育局', null, null, null],
    ],
    {
      counts: { create: 2, duplicate: 2, blocked: 3 },
      rows: {
        4: ['单位名称 ROW.DUPLICATE'],
        5: ['上级单位 UNIT.AMBIGUOUS'],
        6: ['单位名称 ROW.CONTRADICTS_IN_FILE'],
        7: ['单位名称 ROW.CONTRADICTS_IN_FILE'],
        8: ['单位名称 ROW.DUPLICATE_IN_FILE'],
      },
      first: { parentId: 'edu' },
    },
  ),
  sheetOf(
    'k08-预留两行不同',
    'reserves',
    '同一单位同一年度两行不同：都不导入，请人来定',
    [
      RESERVES,
      [2021, '示例区教育局', '自有食堂', 100000, 10000, null, null, null, null, null],
      [2021, '示例区教育局', '自有食堂', 100000, 10000, 5000, 500, null, null, null],
    ],
    {
      counts: { blocked: 2 },
      rows: { 2: ['预算单位 ROW.CONTRADICTS_IN_FILE'], 3: ['预算单位 ROW.CONTRADICTS_IN_FILE'] },
    },
  ),
  sheetOf(
    'k09-农户两行不同',
    'households',
    '同一户编号两行的户类别或姓名不同：都不导入；后一行没有多说的只导一次',
    [
      HOUSEHOLDS,
      ['H1', '阳化社区', '已脱贫户', 4, null, null, null],
      ['H1', '阳化社区', '突发严重困难户', 4, null, null, null],
      ['H2', '阳化社区', '已脱贫户', 4, '示例甲', '000-00000001', null],
      ['H2', '阳化社区', '已脱贫户', 4, '示例乙', '000-00000002', null],
      ['H3', '阳化社区', '已脱贫户', 4, '示例丙', '000-00000003', null],
      ['H3', '阳化社区', '已脱贫户', 4, null, null, null],
    ],
    {
      counts: { create: 1, duplicate: 1, blocked: 4 },
      rows: {
        ...Object.fromEntries([2, 3, 4, 5].map((row) => [row, ['户编号 ROW.CONTRADICTS_IN_FILE']])),
        7: ['户编号 ROW.DUPLICATE_IN_FILE'],
      },
    },
  ),
];
