import type { ImportKind, PlanSummary } from '#imports';
import type { MadeCell } from '../support/workbook.js';

/** A file that goes wrong in one way, and what must come of it. */
export interface CorpusCase {
  /** File name; its ending is what people see, not what it is. */
  readonly file: string;
  readonly why: string;
  readonly kind: ImportKind;
  readonly make: () => Buffer;
  readonly expected: Expected;
}

export interface Expected {
  /** The whole file is refused. */
  readonly refused?: string;
  /** A person is asked for the columns. */
  readonly isAsked?: true;
  readonly counts?: Partial<PlanSummary['counts']>;
  readonly totals?: Partial<PlanSummary['totals']['create']>;
  readonly entryCount?: number;
  /** Row as seen → each problem as `column CODE`, or `column CODE → suggestion`; with a cause `column CODE cause value`. */
  readonly rows?: Readonly<Record<number, readonly string[]>>;
  /** Paths of bodies of the first entry → value. */
  readonly first?: Readonly<Record<string, unknown>>;
  /** The same of its second body: its first step. */
  readonly second?: Readonly<Record<string, unknown>>;
}

export const HEADS = [
  '订单编号',
  '采购单位',
  '下单日期',
  '供应商',
  '产地县',
  '商品名称',
  '品类',
  '数量',
  '单位',
  '净含量',
  '金额（元）',
  '运费（元）',
  '资金来源',
  '结算方式',
  '支付日期',
  '支付金额（元）',
  '验收日期',
  '评价日期',
  '退款金额（元）',
  '备注',
] as const;

export type HeadName = (typeof HEADS)[number];

let counter = 0;

/** A row that is right in everything but what is given. */
export function order(given: Partial<Record<HeadName, MadeCell>> = {}, heads: readonly string[] = HEADS): MadeCell[] {
  counter += 1;
  const row: Partial<Record<string, MadeCell>> = {
    订单编号: `8320202006${String(counter).padStart(10, '0')}`,
    采购单位: '示例区教育局',
    下单日期: { serial: 44_000 },
    供应商: '周至示例果业专业合作社',
    产地县: '周至县',
    商品名称: '猕猴桃',
    品类: '水果',
    数量: 100,
    单位: '斤',
    '金额（元）': 500,
    资金来源: '食堂',
    结算方式: '先货后款',
    ...given,
  };
  return heads.map((head) => row[head] ?? null);
}

/** Numbers of orders begin anew with each file, so that it is the same each time it is made. */
export function fromFirst<Made>(make: () => Made): () => Made {
  return () => {
    counter = 0;
    return make();
  };
}

/** Text with separators, every cell as it would be shown. */
export function csvText(rows: readonly (readonly MadeCell[])[], delimiter = ','): string {
  return rows.map((cells) => cells.map(shown).join(delimiter)).join('\r\n');
}

function shown(cell: MadeCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return 'serial' in cell ? '2020-06-18' : '';
  return String(cell);
}
