import type { ImportKind } from '#imports';
import { dayText, moneyText, type Pick, quantityTexts } from './random-sheet.js';

/** Where the sheets of a test are entered: what must be there before. */
export const UNIT = '示例区教育局';
export const VILLAGE = '示例村';

/** A row, by the heads of its kind, all of them, in their order. */
export type Cells = Readonly<Record<string, string>>;

/** A row of a kind that is right, and what may be wrong with one: in which column, and with which text. */
export interface Written {
  /** @param id differs from row to row and from sheet to sheet */
  readonly right: (pick: Pick, id: string) => Cells;
  readonly faults: readonly (readonly [column: string, text: string])[];
  /** What takes the identity away, so that equal rows are counted. */
  readonly anonymous?: Cells;
  readonly warning?: Cells;
  readonly weighs: boolean;
}

const SUPPORT_FAULTS = [
  ['数量', '很多'],
  ['日期', '3月5日'],
  ['村', '乌有村'],
  ['单位', '担'],
  ['品类', '水菓'],
] as const;

export const KINDS: Readonly<Record<ImportKind, Written>> = {
  orders: {
    right: (pick, id) => ({
      订单编号: `8320${id}`,
      采购单位: UNIT,
      下单日期: dayText(pick),
      供应商: `示例合作社${id.slice(0, 6)}`,
      产地县: '周至县',
      商品名称: '猕猴桃',
      品类: '水果',
      ...measured(pick),
      '金额（元）': moneyText(pick),
      资金来源: '食堂',
      结算方式: '先货后款',
      支付日期: pick.isPaid ? dayText(pick) : '',
      '支付金额（元）': pick.isPaid ? moneyText(pick) : '',
      验收日期: pick.isAccepted ? dayText(pick) : '',
    }),
    faults: [
      ['数量', '很多'],
      ['下单日期', '3月5日'],
      ['采购单位', '乌有局'],
      ['金额（元）', '若干'],
      ['供应商', ''],
    ],
    anonymous: { 订单编号: '' },
    warning: { 产地县: '乌有县' },
    weighs: true,
  },
  sales: {
    right: (pick, id) => ({
      日期: dayText(pick),
      村: VILLAGE,
      产品: '猕猴桃',
      品类: '水果',
      ...measured(pick),
      '金额（元）': moneyText(pick),
      买方: `示例合作社${id}`,
    }),
    faults: SUPPORT_FAULTS,
    anonymous: {},
    weighs: true,
  },
  households: {
    right: ({ jin }, id) => ({ 户编号: `H${id}`, 村: VILLAGE, 户类别: '已脱贫', 家庭人口: String(1 + (jin % 9)) }),
    faults: [
      ['家庭人口', '很多'],
      ['村', '乌有村'],
      ['户类别', '富户'],
      ['家庭人口', '0'],
      ['家庭人口', ''],
    ],
    weighs: false,
  },
  reserves: {
    right: (_, id) => ({ 年度: '2021', 预算单位: `示例学校${Number(id.slice(-2))}`, 食堂情况: '无食堂', 备注: `第 ${id} 行` }),
    faults: [
      ['年度', '去年'],
      ['预算单位', '乌有局'],
      ['食堂情况', '不清楚'],
      ['年度', ''],
      ['预算单位', ''],
    ],
    weighs: false,
  },
  units: {
    right: (_, id) => ({ 单位名称: `新设单位${id}`, 单位类型: '预算单位', 上级单位: UNIT, 行政区划代码: '610124' }),
    faults: [
      ['单位类型', '班组'],
      ['上级单位', '乌有局'],
      ['行政区划代码', '六位'],
      ['单位名称', ''],
      ['单位类型', ''],
    ],
    weighs: false,
  },
};

function measured(pick: Pick): Cells {
  const [quantity, measure] = quantityTexts(pick);
  return { 数量: quantity, 单位: measure };
}
