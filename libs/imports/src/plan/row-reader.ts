import { type BusinessDay, type Fen, type Grams, plain, type ProblemCode, type ProblemParams } from '#contracts';
import type { Columns } from '../kind/column.js';
import { type Cell, CellFault, Cleared } from '../file/sheet.js';
import type { Mapping } from '../table/mapping.js';
import type { TableRow } from '../table/table.js';
import { readAmount, readWhole } from '../value/read-amount.js';
import { readDay } from '../value/read-day.js';
import { contradiction, isSameWord, type Quantity, readPack, readQuantity, readUnit } from '../value/read-quantity.js';
import { isNothing, type Read, type Reading } from '../value/reading.js';
import { readWord, type Vocabulary } from '../value/read-word.js';
import { shownText } from '../value/shown-text.js';
import { toldAmount, toldDay, toldPack, toldQuantity, type ToldReading, toldWord } from '../value/told-reading.js';
import type { CellProblem } from './plan.js';
import type { ReadNotes } from './read-notes.js';

/** What surrounds the rows of a plan. */
export interface RowContext {
  readonly columns: Columns;
  readonly mapping: Mapping;
  readonly epoch: 1900 | 1904;
  readonly today: BusinessDay;
  /** Where what cells are read as is kept; nobody wants it while a plan is made. */
  readonly notes?: ReadNotes;
}

// eslint-disable-next-line no-control-regex -- control characters are what must not get in
const ILL_FORMED = /\p{Surrogate}|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u;

/** Reads the cells of one row and gathers everything that is wrong with them. */
export class RowReader<Key extends string> {
  readonly problems: CellProblem[] = [];
  /** Some number of the row was given as 余/约/近/达. */
  approximate = false;

  constructor(
    private readonly context: RowContext,
    private readonly row: TableRow,
  ) {
    if (row.surplus !== undefined) this.addSurplus(row.surplus);
  }

  has(key: Key): boolean {
    return this.cell(key) !== null;
  }

  /** Text as written, without white space around it. */
  text(key: Key, most = 200): string | undefined {
    const cell = this.required(key);
    if (cell === null) return undefined;
    const text = this.shownIn(cell);
    if (text.length <= most && !ILL_FORMED.test(text)) return text;
    return this.add(key, 'CELL.TEXT_INVALID', {
      expected: `不超过 ${most} 个字，无控制字符 / at most ${most} characters, no control characters`,
    });
  }

  /** Text of a fixed form, in plain signs. */
  pattern(key: Key, pattern: RegExp, expected: string): string | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    return pattern.test(plain(text)) ? plain(text) : this.add(key, 'CELL.TEXT_INVALID', { expected });
  }

  /** A day that is not later than today. */
  day(key: Key): BusinessDay | undefined {
    const day = this.reading(key, (cell) => readDay(cell, this.context.epoch), toldDay);
    const { today } = this.context;
    return day === undefined || day <= today ? day : this.add(key, 'CELL.DATE_FUTURE', { value: day, today });
  }

  word<Value extends string>(key: Key, vocabulary: Vocabulary<Value>): Value | undefined {
    return this.reading(key, (cell) => readWord(this.shownIn(cell), vocabulary), toldWord(vocabulary));
  }

  /** An amount above 0. */
  amount(key: Key): Fen | undefined {
    const fen = this.amountOrZero(key, false);
    return fen === undefined || fen > 0 ? fen : this.add(key, 'CELL.NOT_POSITIVE', this.causeBelow(key));
  }

  /** An amount that may be 0. @param isApproximateHere whether 约 makes the whole row approximate */
  amountOrZero(key: Key, isNegativeRefused = true): Fen | undefined {
    const unit = this.context.mapping.columns[key]?.amountUnit ?? '元';
    const fen = this.reading(key, (cell) => readAmount(cell, unit), toldAmount(unit));
    return fen === undefined || fen >= 0 || !isNegativeRefused ? fen : this.add(key, 'CELL.NOT_POSITIVE', { because: 'may-be-zero' });
  }

  /** A whole number from `least` to `most`. */
  whole(key: Key, least: number, most: number, words: RegExp): number | undefined {
    const whole = this.reading(key, (cell) => readWhole(cell, words));
    if (whole === undefined) return undefined;
    if (whole < least && least === 1) return this.add(key, 'CELL.NOT_POSITIVE');
    if (whole >= least && whole <= most) return whole;
    return this.add(key, 'CELL.TEXT_INVALID', { expected: `${least} 到 ${most} 的整数 / a whole number from ${least} to ${most}` });
  }

  /** Quantity, unit and contents of a pack belong together. */
  quantity(keys: { readonly quantity: Key; readonly measure: Key; readonly pack: Key }): (Quantity & { packGrams?: Grams }) | undefined {
    const said = this.cell(keys.measure) === null ? undefined : this.reading(keys.measure, (cell) => readUnit(this.shownIn(cell)));
    const isUnitWrong = said === undefined && this.cell(keys.measure) !== null;
    const { measure: ofHead, isMeasureOwn } = this.context.mapping.columns[keys.quantity] ?? {};
    const elsewhere = said?.word ?? ofHead;
    const isContradicted = isMeasureOwn === true && said !== undefined && ofHead !== undefined && !isSameWord(ofHead, said.word);
    const read = (cell: Cell): Reading<Quantity> =>
      isContradicted ? contradiction(ofHead.written, said.word.written) : readQuantity(cell, elsewhere);
    const quantity = this.reading(keys.quantity, read, toldQuantity);
    if (quantity === undefined || isUnitWrong) return undefined;
    if (elsewhere === undefined && !namesUnit(this.cell(keys.quantity))) return this.add(keys.measure, 'CELL.REQUIRED');
    return this.packed(quantity, keys.pack, said?.packGrams);
  }

  private packed(quantity: Quantity, key: Key, saidByUnit: Grams | undefined): (Quantity & { packGrams?: Grams }) | undefined {
    const isPacked = ['箱', '件', '袋', '盒', '其他'].includes(quantity.unit);
    // The weight of a weight says nothing; it stays with the row.
    if (!isPacked || (this.cell(key) === null && saidByUnit === undefined)) return quantity;
    if (this.cell(key) === null) return { ...quantity, ...(saidByUnit === undefined ? {} : { packGrams: saidByUnit }) };
    const packGrams = this.reading(key, (cell) => readPack(cell, this.context.mapping.columns[key]?.measure), toldPack);
    if (packGrams === undefined) return undefined;
    return saidByUnit === undefined || saidByUnit === packGrams ? { ...quantity, packGrams } : this.add(key, 'CELL.NUMBER_UNREADABLE');
  }

  /** Told at the last column that is read: it is the next that there is none of. */
  private addSurplus(surplus: readonly string[]): void {
    const mapped = Object.entries(this.context.mapping.columns).sort(([, left], [, right]) => right.index - left.index);
    const column = this.context.columns[mapped[0]?.[0] ?? '']?.header ?? '';
    const value = surplus.join('、');
    this.problems.push({ column, code: 'ROW.CELLS_TOO_MANY', params: { column, count: surplus.length, value } });
  }

  /** What a cell shows. */
  shown(key: Key): string {
    return this.shownIn(this.cell(key));
  }

  private shownIn(cell: Cell): string {
    return shownText(cell, this.context.epoch);
  }

  /** Adds a problem of a cell; what it was read as no longer counts. */
  add<Value>(key: Key, code: ProblemCode, params: ProblemParams = {}, suggestion?: string): Value | undefined {
    this.problems.push({ ...this.problem(key, code, params), ...(suggestion === undefined ? {} : { suggestion }) });
    return undefined;
  }

  /** What would be said of a cell. */
  problem(key: Key, code: ProblemCode, params: ProblemParams = {}): CellProblem {
    const column = this.context.columns[key]?.header ?? key;
    const value = this.shown(key);
    return { column, code, params: { column, ...(value === '' ? {} : { value }), ...params } };
  }

  /** Whether the row says that there is nothing: then nothing stands in for it. */
  isCleared(key: Key): boolean {
    return this.row.cells[key] instanceof Cleared;
  }

  /** The cell, or what counts in every row; `null` where there is nothing. */
  cell(key: Key): Cell {
    const cell = this.row.cells[key] ?? null;
    if (cell instanceof Cleared) return null;
    if (cell !== null) return cell;
    const fallback = this.context.mapping.defaults[key];
    return fallback === undefined || isNothing(fallback) ? null : fallback;
  }

  /** What was bought and given back is told as a refund, where the sheet has such a column. */
  private causeBelow(key: Key): ProblemParams {
    const { columns } = this.context;
    const nature = columns[key]?.nature;
    return 'refund' in columns && (nature === 'amount' || nature === 'quantity') ? { because: 'bought' } : {};
  }

  private required(key: Key): Cell {
    const cell = this.cell(key);
    if (cell instanceof CellFault) {
      this.add(key, 'CELL.FAULT');
      return null;
    }
    if (cell === null && this.context.columns[key]?.isRequired === true) this.add(key, 'CELL.REQUIRED');
    return cell;
  }

  private reading<Value>(key: Key, readCell: (cell: Cell) => Reading<Value>, told?: ToldReading<Value>): Value | undefined {
    const cell = this.required(key);
    if (cell === null) return undefined;
    const reading = readCell(cell);
    if (reading.kind === 'unread') {
      const cause = reading.code === 'CELL.NOT_POSITIVE' ? this.causeBelow(key) : {};
      return this.add(key, reading.code, { ...cause, ...reading.params }, reading.suggestion);
    }
    if (reading.approximate) this.approximate = true;
    if (told !== undefined) this.note(key, reading, told);
    return reading.value;
  }

  private note<Value>(key: Key, { value, approximate }: Read<Value>, told: ToldReading<Value>): void {
    const { notes, epoch } = this.context;
    // What counts in every row stands in no cell of it.
    const cell = this.row.cells[key] ?? null;
    if (notes === undefined || cell === null) return;
    const text = told(value, shownText(cell, epoch));
    if (text !== undefined) notes.add(this.row.row, key, `${approximate ? '约 ' : ''}${text}`);
  }
}

function namesUnit(cell: Cell): boolean {
  return typeof cell === 'string' && /[^\d.,\s万亿余多约近达]/.test(plain(cell));
}
