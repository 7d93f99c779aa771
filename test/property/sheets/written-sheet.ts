import type { ImportKind } from '#imports';
import { dayText, moneyText, type Pick, quantityTexts, type RandomSheet } from './random-sheet.js';

/** Where the sheets of a test are entered: what must be there, and the rows of an order that is recorded already. */
export const UNIT = '示例区教育局';
export const VILLAGE = '示例村';
const RECORDED_NO = '83202020990000000001';

/** What a plan must come to, by what the rows were made for. */
export interface Meant {
  readonly create: number;
  readonly duplicate: number;
  readonly blocked: number;
  readonly entries: number;
  readonly amountFen: number;
  readonly grams: number;
  readonly paidFen: number;
}

/** What a person changes before the plan is entered, as the routes take it. */
export interface Changes {
  readonly edits: readonly { readonly row: number; readonly column: string; readonly value: string }[];
  readonly decisions: readonly { readonly row: number; readonly skip: true }[];
}

export interface WrittenSheet {
  readonly kind: ImportKind;
  readonly bytes: string;
  readonly changes: Changes;
  readonly meant: Meant;
}

type Cells = Readonly<Record<string, string>>;

/** A kind's columns, a row that is right, and what may be wrong with one: in which column, and with which text. */
interface Written {
  readonly heads: readonly string[];
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

const KINDS: Readonly<Record<ImportKind, Written>> = {
  orders: {
    heads: [
      '订单编号',
      '采购单位',
      '下单日期',
      '供应商',
      '产地县',
      '商品名称',
      '品类',
      '数量',
      '单位',
      '金额（元）',
      '资金来源',
      '结算方式',
      '支付日期',
      '支付金额（元）',
      '验收日期',
    ],
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
    heads: ['日期', '村', '产品', '品类', '数量', '单位', '金额（元）', '买方'],
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
    heads: ['户编号', '村', '户类别', '家庭人口'],
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
    heads: ['年度', '预算单位', '食堂情况', '备注'],
    right: (_, id) => ({ 年度: '2021', 预算单位: `示例学校${Number(id.slice(-2))}`, 食堂情况: '无食堂', 备注: '' }),
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
    heads: ['单位名称', '单位类型', '上级单位', '行政区划代码'],
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

/** An order that is in the ledger before any sheet comes. */
export function recordedSheet(): string {
  return textOf('orders', [recordedRow()]);
}

function recordedRow(): Cells {
  const pick: Pick = {
    form: 'plain',
    act: 'none',
    fen: 12_345,
    jin: 20,
    day: 3,
    dayStyle: 0,
    moneyStyle: 0,
    quantityStyle: 0,
    fault: 0,
    isPaid: false,
    isAccepted: false,
  };
  return { ...KINDS.orders.right(pick, '000000'), 订单编号: RECORDED_NO };
}

/** Writes a random sheet down. @param sheetNo differs from sheet to sheet, so that no row of one is a row of another */
export function written({ kind, picks }: RandomSheet, sheetNo: number): WrittenSheet {
  const page = new SheetPage(kind, String(sheetNo).padStart(6, '0'));
  for (const [at, pick] of picks.entries()) page.add(pick, String(at).padStart(2, '0'));
  return page.done();
}

/** A sheet that is being written, with what it is meant to come to. */
class SheetPage {
  private readonly rows: Cells[] = [];
  private readonly edits: Changes['edits'][number][] = [];
  private readonly decisions: Changes['decisions'][number][] = [];
  private readonly meant = { create: 0, duplicate: 0, blocked: 0, entries: 0, amountFen: 0, grams: 0, paidFen: 0 };
  private readonly says: Written;

  constructor(
    private readonly kind: ImportKind,
    private readonly sheetNo: string,
  ) {
    this.says = KINDS[kind];
  }

  add(pick: Pick, at: string): void {
    const right = this.says.right(pick, `${this.sheetNo}${at}`);
    const form = this.possible(pick.form);
    if (form === 'recorded') this.fated(recordedRow(), 'duplicate', pick);
    else if (form === 'thrice') this.thrice({ ...right, ...this.says.anonymous }, pick);
    else if (form === 'twice') this.twice(right, pick);
    else if (form === 'blocked') this.blocked(right, pick);
    else this.fated(form === 'warned' ? { ...right, ...this.says.warning } : right, 'create', pick);
  }

  done(): WrittenSheet {
    const { kind, edits, decisions, meant } = this;
    return { kind, bytes: textOf(kind, this.rows), changes: { edits, decisions }, meant };
  }

  /** What a kind does not know is a plain row. */
  private possible(form: Pick['form']): Pick['form'] {
    if (form === 'recorded') return this.kind === 'orders' ? form : 'plain';
    if (form === 'warned') return this.says.warning === undefined ? 'plain' : form;
    if (form === 'thrice') return this.says.anonymous === undefined ? 'twice' : form;
    return form === 'twice' && this.kind === 'sales' ? 'thrice' : form;
  }

  /** A row, unless it is left out by a decision. */
  private fated(cells: Cells, fate: 'create' | 'duplicate', pick: Pick): void {
    const row = this.write(cells);
    if (pick.act === 'skip') this.skip(row);
    if (fate === 'create' && pick.act !== 'skip') this.create(pick);
    else this.meant.duplicate += 1;
  }

  /** Equal rows are counted; one that is left out leaves two. */
  private thrice(cells: Cells, pick: Pick): void {
    this.fated(cells, 'create', pick);
    this.fated(cells, 'create', { ...pick, act: 'none' });
    this.fated(cells, 'create', { ...pick, act: 'none' });
  }

  /** A row that repeats another is none; left out, the first one takes the second with it only where they are one order. */
  private twice(cells: Cells, pick: Pick): void {
    const isOrder = this.kind === 'orders';
    this.fated(cells, 'create', pick);
    this.fated(cells, pick.act === 'skip' && !isOrder ? 'create' : 'duplicate', { ...pick, act: 'none' });
  }

  private blocked(right: Cells, pick: Pick): void {
    const [column, text] = this.says.faults[pick.fault] ?? ['', ''];
    const row = this.write({ ...right, [column]: text });
    if (pick.act === 'skip') {
      this.skip(row);
      this.meant.duplicate += 1;
    } else if (pick.act === 'mend') {
      this.edits.push({ row, column, value: (right[column] ?? '').replaceAll('"', '') });
      this.create(pick);
    } else this.meant.blocked += 1;
  }

  private write(cells: Cells): number {
    return this.rows.push(cells) + 1;
  }

  private skip(row: number): void {
    this.decisions.push({ row, skip: true });
  }

  private create({ fen, jin, isPaid }: Pick): void {
    this.meant.create += 1;
    this.meant.entries += 1;
    if (!this.says.weighs) return;
    this.meant.amountFen += fen;
    this.meant.grams += jin * 500;
    if (this.kind === 'orders' && isPaid) this.meant.paidFen += fen;
  }
}

function textOf(kind: ImportKind, rows: readonly Cells[]): string {
  const { heads } = KINDS[kind];
  return [heads, ...rows.map((cells) => heads.map((head) => cells[head] ?? ''))].map((cells) => cells.join(',')).join('\r\n');
}
