import type { ImportKind } from '#imports';
import type { Pick, RandomSheet } from './random-sheet.js';
import { type Cells, KINDS, type Written } from './right-rows.js';

/** The number of an order that is recorded already. */
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

/** An order that is in the ledger before any sheet comes. */
export function recordedSheet(): string {
  return textOf([recordedRow()]);
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
    return { kind, bytes: textOf(this.rows), changes: { edits, decisions }, meant };
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

/** @param rows at least one */
function textOf(rows: readonly Cells[]): string {
  const heads = Object.keys(rows[0] ?? {});
  return [heads, ...rows.map((cells) => heads.map((head) => cells[head] ?? ''))].map((line) => line.join(',')).join('\r\n');
}
