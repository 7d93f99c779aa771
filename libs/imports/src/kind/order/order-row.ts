import {
  type BusinessDay,
  type Fen,
  type Grams,
  normaliseNumber,
  type OrderChannel,
  type OrderFunding,
  plain,
  type ProductCategory,
  type QuantityUnit,
  type Settlement,
  toGrams,
} from '#contracts';
import { cellText, StoredNumber } from '../../file/sheet.js';
import type { KnownUnit } from '../../plan/known.js';
import type { Names } from '../../plan/names.js';
import type { CellProblem } from '../../plan/plan.js';
import type { RowReader } from '../../plan/row-reader.js';
import type { TableRow } from '../../table/table.js';
import { shifted, storedDecimal, textOf } from '../../value/decimal.js';
import { isScientific } from '../../value/read-amount.js';
import { isNothing } from '../../value/reading.js';
import { MOST_REASON, ORDER_COLUMNS } from '../columns.js';
import { type ReadCounty, readCounty } from '../county-name.js';
import { checkUnit, unitIdAt } from '../row-problems.js';
import { CATEGORY_WORDS, CHANNEL_WORDS, FUNDING_WORDS, SETTLEMENT_WORDS } from '../vocabularies.js';

export type OrderColumn = keyof typeof ORDER_COLUMNS;
export type OrderReader = RowReader<OrderColumn>;

/** A row of an order, as far as it could be read. Without problems everything the order needs is there. */
export interface OrderRow {
  readonly row: number;
  readonly problems: readonly CellProblem[];
  readonly warnings: readonly CellProblem[];
  readonly approximate: boolean;
  readonly orderNo?: string;
  readonly unitId?: string;
  readonly unitName?: string;
  readonly day?: BusinessDay;
  readonly supplier?: string;
  readonly origin?: string;
  readonly product?: string;
  readonly category?: ProductCategory;
  readonly quantity?: number;
  readonly unit?: QuantityUnit;
  readonly packGrams?: Grams;
  readonly grams?: Grams;
  readonly amountFen?: Fen;
  readonly freightFen?: Fen;
  readonly discountFen?: Fen;
  readonly funding?: OrderFunding;
  readonly settlement?: Settlement;
  readonly channel?: OrderChannel;
  readonly paidOn?: BusinessDay;
  readonly paidFen?: Fen;
  readonly acceptedOn?: BusinessDay;
  readonly ratedOn?: BusinessDay;
  readonly stars?: number;
  readonly refundFen?: Fen;
  readonly refundedOn?: BusinessDay;
  readonly adjustmentReason?: string;
  /** The row itself: what it shows tells a repeated row from a second line. */
  readonly source: TableRow;
}

/** Of a number with more digits than this a sheet keeps the first ones only. */
const KEPT_DIGITS = 15;
/** In a text, a number of which a sheet kept 15 digits looks like any other; only the zeros in place of the rest tell. */
const LOST_DIGITS = /^\d{15}0+$/;
const NO_NUMBER_OF_ORDER =
  '订单编号不是日期、时间或百分数；请把该列设为“文本”后重新填写 / an order number is no date, time or percentage; make it a text column and enter it again';
/** What platforms give without being asked (五星好评). */
const USUAL_STARS = 5;

/**
 * Reads one row of an order; everything that is wrong with it, at once. One literal with all fields: 50,000 of them are
 * kept, and objects that grow field by field take several times the memory.
 * @param ownUnitId counts where the cell is empty
 */
export function readOrderRow(reader: OrderReader, source: TableRow, names: Names, ownUnitId: string | undefined): OrderRow {
  const measured = reader.quantity({ quantity: 'quantity', measure: 'measure', pack: 'pack' });
  const origin = readOrigin(reader);
  const orderNo = readOrderNo(reader);
  checkNote(reader);
  checkSteps(reader);
  const unit = readUnit(reader, names, ownUnitId);
  const day = reader.day('day');
  if (day !== undefined) checkUnit(reader, 'unit', unit, { on: day, closing: day });
  return {
    source,
    row: source.row,
    orderNo,
    unitId: unit?.id,
    unitName: unit?.name,
    day,
    supplier: reader.text('supplier'),
    origin: origin?.kind === 'county' ? origin.code : undefined,
    warnings: warningsOf(reader, { origin, orderNo }),
    product: reader.text('product'),
    category: reader.word('category', CATEGORY_WORDS),
    quantity: measured?.quantity,
    unit: measured?.unit,
    packGrams: measured?.packGrams,
    grams: measured === undefined ? undefined : toGrams(measured.quantity, measured.unit, measured.packGrams),
    amountFen: reader.amount('amount'),
    freightFen: reader.amountOrZero('freight'),
    discountFen: reader.amountOrZero('discount'),
    funding: reader.word('funding', FUNDING_WORDS),
    settlement: reader.word('settlement', SETTLEMENT_WORDS),
    channel: readChannel(reader, orderNo),
    paidOn: reader.day('paidOn'),
    paidFen: reader.amountOrZero('paid'),
    acceptedOn: reader.day('acceptedOn'),
    ratedOn: reader.day('ratedOn'),
    stars: reader.has('ratedOn') ? (reader.whole('stars', 1, 5, /^(?:星|分|颗星)$/) ?? USUAL_STARS) : undefined,
    refundFen: reader.amountOrZero('refund'),
    refundedOn: reader.day('refundedOn'),
    adjustmentReason: reader.text('adjustmentReason', MOST_REASON),
    // Last: what is read above adds to them.
    problems: reader.problems.length === 0 ? NOTHING : reader.problems,
    approximate: reader.approximate,
  };
}

const NOTHING: readonly CellProblem[] = [];

/** The number without what sheets leave around it; one that a sheet has rewritten is lost. */
function readOrderNo(reader: OrderReader): string | undefined {
  const cell = reader.cell('orderNo');
  if (cell === null) return undefined;
  if (cell instanceof StoredNumber) return ofStored(reader, cell);
  const text = cellText(cell);
  if (isScientific(text) && /e/i.test(text)) return reader.add('orderNo', 'ORDER.NUMBER_REWRITTEN');
  const number = plain(normaliseNumber(text));
  if (number === '' || isNothing(number)) return undefined;
  // 线下, 补录: a word where the number should be would be the number of an order on the platform.
  return number.length <= 100 && /\d/.test(number)
    ? number
    : reader.add('orderNo', 'CELL.TEXT_INVALID', {
        expected: '有数字，不超过 100 个字；没有编号就空着 / digits, at most 100 characters; empty where there is no number',
      });
}

function ofStored(reader: OrderReader, { digits, style }: StoredNumber): string | undefined {
  if (style !== 'number') return reader.add('orderNo', 'CELL.TEXT_INVALID', { expected: NO_NUMBER_OF_ORDER });
  const decimal = storedDecimal(digits);
  const whole = decimal === undefined ? '' : textOf(shifted(decimal, 0));
  if (!/^\d+$/.test(whole)) return reader.add('orderNo', 'CELL.TEXT_INVALID', { expected: '订单编号 / an order number' });
  return whole.length > KEPT_DIGITS ? reader.add('orderNo', 'ORDER.NUMBER_REWRITTEN', { value: whole }) : whole;
}

function readUnit(reader: OrderReader, names: Names, ownUnitId: string | undefined): KnownUnit | undefined {
  if (!reader.has('unit') && !reader.isCleared('unit') && ownUnitId !== undefined)
    return names.unitOf(ownUnitId) ?? reader.add('unit', 'UNIT.UNKNOWN', { unitId: ownUnitId });
  return names.unitOf(unitIdAt(reader, 'unit', names));
}

function readOrigin(reader: OrderReader): ReadCounty | undefined {
  const text = reader.text('origin');
  return text === undefined ? undefined : readCounty(text);
}

/** What is worth a look in a row by itself. */
function warningsOf(reader: OrderReader, read: { readonly origin?: ReadCounty; readonly orderNo?: string }): readonly CellProblem[] {
  const { origin, orderNo } = read;
  const county = origin === undefined || origin.kind === 'county' ? [] : [withoutCounty(reader, origin)];
  const doubtful = orderNo !== undefined && LOST_DIGITS.test(orderNo) ? [reader.problem('orderNo', 'ORDER.NUMBER_DOUBTFUL')] : [];
  return county.length + doubtful.length === 0 ? NOTHING : [...county, ...doubtful];
}

function withoutCounty(reader: OrderReader, county: Exclude<ReadCounty, { kind: 'county' }>): CellProblem {
  if (county.kind === 'several') return reader.problem('origin', 'COUNTY.UNKNOWN', { candidates: county.candidates });
  const { suggestion } = county;
  return { ...reader.problem('origin', 'COUNTY.UNKNOWN'), ...(suggestion === undefined ? {} : { suggestion }) };
}

function readChannel(reader: OrderReader, orderNo: string | undefined): OrderChannel | undefined {
  if (!reader.has('channel')) return reader.has('orderNo') ? '832' : 'offline';
  const channel = reader.word('channel', CHANNEL_WORDS);
  if (channel === '832' && orderNo === undefined && !reader.has('orderNo')) return reader.add('orderNo', 'CELL.REQUIRED');
  return channel;
}

/** A note is not entered, but it is kept, so it must be text. */
function checkNote(reader: OrderReader): void {
  if (reader.has('note')) reader.text('note', 2_000);
}

/** A payment has its day, and a rating its acceptance. */
function checkSteps(reader: OrderReader): void {
  if (reader.has('paid') && !reader.has('paidOn') && !isZero(reader.shown('paid'))) reader.add('paidOn', 'CELL.REQUIRED');
  if (reader.has('ratedOn') && !reader.has('acceptedOn')) reader.add('acceptedOn', 'CELL.REQUIRED');
}

/** A payment of nothing is none. */
function isZero(text: string): boolean {
  return /^[¥\s]*0*(?:\.0*)?\s*元?$/.test(plain(text));
}
