import { type MadeCell, workbook } from '../support/workbook.js';
import { type CorpusCase, type Expected, fromFirst, HEADS, type HeadName, order } from './case.js';

/** A row that says only what is given. */
function only(given: Partial<Record<HeadName, MadeCell>>): MadeCell[] {
  return HEADS.map((head) => given[head] ?? null);
}

/** Two orders, and rows below them and between. */
function footed(
  file: string,
  why: string,
  feet: readonly (readonly MadeCell[])[],
  expected: Expected = { counts: { rows: 2, create: 2, blocked: 0 } },
  merges: readonly string[] = [],
): CorpusCase {
  const rows = (): (readonly MadeCell[])[] => [[...HEADS], order(), ...feet, order(), ...feet];
  return {
    file: `${file}.xlsx`,
    why,
    kind: 'orders',
    make: fromFirst(() => workbook({ sheets: [{ name: '台账', rows: rows(), merges }] })),
    expected,
  };
}

/** What stands under rows and between them without being one. */
export const FOOT_CASES: readonly CorpusCase[] = [
  footed('f01-合计填了单位', '合计行填了单位“斤”、斜线、共几笔', [
    only({ 订单编号: '合计', 数量: 100, 单位: '斤', '金额（元）': 500 }),
    only({ 订单编号: '小计', 采购单位: '共12笔', 供应商: '/', 数量: 100, 单位: '公斤', '金额（元）': 500, 备注: '元' }),
  ]),
  {
    file: 'f02-合并标签盖住小计.xlsx',
    why: '单位、日期、供应商向下合并，盖住了小计行：小计不是订单',
    kind: 'orders',
    make: fromFirst(() => {
      const labels = { 采购单位: null, 下单日期: null, 供应商: null, 商品名称: null, 品类: null, 资金来源: null, 结算方式: null };
      const rows = [
        [...HEADS],
        order({ 订单编号: null }),
        order({ 订单编号: '小计', ...labels, 产地县: null, 数量: 200, '金额（元）': 1_000 }),
      ];
      const merges = ['B', 'C', 'D', 'F', 'G', 'M', 'N'].map((column) => `${column}2:${column}3`);
      return workbook({ sheets: [{ name: '台账', rows, merges }] });
    }),
    expected: { counts: { rows: 1, create: 1 }, totals: { amountFen: 50_000 } },
  },
  footed('f03-各种合计', '6月合计、全年合计、某单位小计、合计金额、总金额', [
    only({ 订单编号: '6月合计', 数量: 100, '金额（元）': 500 }),
    only({ 订单编号: '2020年全年合计：', '金额（元）': 500 }),
    only({ 采购单位: '示例区教育局小计', '金额（元）': 500 }),
    only({ 订单编号: '合计金额', '金额（元）': 500 }),
    only({ 订单编号: '总金额（元）', 供应商: '伍佰元整' }),
    only({ 采购单位: '2020年6月', 下单日期: '合计', '金额（元）': 500 }),
    only({ 采购单位: '示例区教育局', 下单日期: '小计', 数量: 100, 单位: '斤', '金额（元）': 500 }),
  ]),
  footed('f04-签字', '校长、会计、出纳、负责人签名、填报时间、填表说明', [
    only({ 订单编号: '校长：张某', 下单日期: '会计：李某', 商品名称: '出纳：王某', '金额（元）': '负责人签名：' }),
    only({ 订单编号: '填报时间：2020年12月31日' }),
    only({ 订单编号: '填表说明：', 采购单位: '一、本表按月填报。' }),
    only({ 订单编号: '制表人', 采购单位: '张某', 供应商: '审核人', 数量: '李某' }),
  ]),
  footed('f05-没有冒号的说明', '说明没有冒号，独占一行', [
    only({ 订单编号: '注1. 金额含税' }),
    only({ 采购单位: '以上数据来自832平台' }),
    only({ 订单编号: '本表一式两份' }),
    only({ 订单编号: '备注 请于每月5日前报送' }),
  ]),
  footed('f06-有商品就是行', '写着合计字样，但有日期、商品和数：仍是一行，要人来看', [order({ 订单编号: '合计' })], {
    counts: { rows: 4, create: 2, blocked: 2 },
    rows: { 3: ['订单编号 CELL.TEXT_INVALID'], 5: ['订单编号 CELL.TEXT_INVALID'] },
  }),
];
