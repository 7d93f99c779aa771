import { type Grams, GRAMS_PER_UNIT, plain, QUANTITY_UNITS, type QuantityUnit } from '#contracts';
import { type Cell, StoredNumber } from '../file/sheet.js';
import { type Decimal, isEqual, numberOf, shifted, storedDecimal, times, wholeOf } from './decimal.js';
import { type Measured, measuredOf } from './measured.js';
import { withCause } from './no-number.js';
import { read, type Reading, type Unread, unread } from './reading.js';

/** A unit of measure as people write it: ours, and how many of ours it is. */
export interface MeasureWord extends Measure {
  /** As it was written, in plain signs: 千克. */
  readonly written: string;
}

interface Measure {
  readonly unit: QuantityUnit;
  readonly factor: bigint;
}

/** How much of what unit. */
export interface Quantity {
  readonly quantity: number;
  readonly unit: QuantityUnit;
}

/** Behind the point of a quantity. */
export const MOST_DECIMALS = 6;
const MOST_QUANTITY = 1e12;

const WORDS: ReadonlyMap<string, Measure> = new Map([
  ...QUANTITY_UNITS.map((unit): [string, Measure] => [unit, { unit, factor: 1n }]),
  ['市斤', { unit: '斤', factor: 1n }],
  ['千克', { unit: '公斤', factor: 1n }],
  ['kg', { unit: '公斤', factor: 1n }],
  ['kgs', { unit: '公斤', factor: 1n }],
  ['t', { unit: '吨', factor: 1n }],
  ['公吨', { unit: '吨', factor: 1n }],
  ['g', { unit: '克', factor: 1n }],
  // 两 is no unit of the ledger: 50 g (contract §9, Imports).
  ['两', { unit: '克', factor: 50n }],
  ['市两', { unit: '克', factor: 50n }],
]);

/** Two weights in one cell: `23.5吨(4.7万斤)`, `4.7万斤,折合23.5吨`. */
const TWO = /^([^(),;、/]+)(?:\(|[,;、/]|折合|合)\s*(?:折合|约合|合计|合|即|约)?\s*([^()]+?)\)?$/;

/** @returns undefined for a unit the ledger does not know */
export function measureWordOf(text: string): MeasureWord | undefined {
  const written = plain(text);
  const word = WORDS.get(written.toLowerCase().replace(/\s/g, ''));
  return word === undefined ? undefined : { ...word, written };
}

/**
 * A quantity with its unit, from the quantity's own words, else from the column 单位, else from the head (`数量（斤）`).
 * Two units are taken if they say the same (contract §9, Imports).
 */
export function readQuantity(cell: Cell, elsewhere: MeasureWord | undefined): Reading<Quantity> {
  return withCause(cell, quantityIn(cell, elsewhere));
}

function quantityIn(cell: Cell, elsewhere: MeasureWord | undefined): Reading<Quantity> {
  if (cell instanceof StoredNumber && cell.style !== 'number') return unread('CELL.NUMBER_UNREADABLE');
  if (cell instanceof StoredNumber) return inUnit(storedDecimal(cell.digits), elsewhere, false);
  const text = typeof cell === 'string' ? plain(cell) : '';
  const single = measuredOf(text);
  if (single !== undefined) return ofMeasured(single, elsewhere);
  const [, first = '', second = ''] = TWO.exec(text) ?? [];
  return ofTwo(measuredOf(first.trim()), measuredOf(second.trim()));
}

function ofMeasured(measured: Measured, elsewhere: MeasureWord | undefined): Reading<Quantity> {
  const { value, unit, scale, approximate } = measured;
  if (unit === '') {
    // 4.7万 in a column of 万斤: one of the two 万 is too many, and nobody can tell which.
    if (scale !== '' && elsewhere?.unit === '万斤') return contradiction(scale, '万斤');
    return inUnit(value, elsewhere, approximate);
  }
  const own = measureWordOf(unit);
  if (own === undefined) return unread('CELL.NUMBER_UNREADABLE');
  const inWanJin = own.unit === '斤' && scale === '万';
  if (elsewhere !== undefined && !isSameWord(own, elsewhere) && !(inWanJin && elsewhere.unit === '万斤')) {
    return contradiction(inWanJin ? '万斤' : unit, elsewhere.written);
  }
  return inWanJin ? inUnit(shifted(value, -4), { unit: '万斤', factor: 1n }, approximate) : inUnit(value, own, approximate);
}

/** Whether two words say the same unit: 千克 and 公斤 do. */
export function isSameWord(left: MeasureWord, right: MeasureWord): boolean {
  return left.unit === right.unit && left.factor === right.factor;
}

/** Two units for one quantity: nobody can tell which of them it is in. */
export function contradiction(unit: string, other: string): Unread {
  return unread('CELL.NUMBER_UNREADABLE', { params: { because: 'units', unit, other } });
}

function ofTwo(first: Measured | undefined, second: Measured | undefined): Reading<Quantity> {
  const [left, right] = [first, second].map((one) => (one === undefined ? undefined : weightOf(one)));
  if (first === undefined || left === undefined || right === undefined) return unread('CELL.NUMBER_UNREADABLE');
  if (!isEqual(left, right)) return unread('CELL.NUMBER_UNREADABLE', { params: { because: 'weights' } });
  const approximate = first.approximate || second?.approximate === true;
  return ofMeasured({ ...first, approximate }, undefined);
}

/** Grams of a weight; undefined for what is none. */
function weightOf({ value, unit }: Measured): Decimal | undefined {
  const word = measureWordOf(unit);
  const grams = word === undefined ? undefined : GRAMS_PER_UNIT[word.unit];
  return word === undefined || grams === undefined ? undefined : times(value, word.factor * BigInt(grams));
}

function inUnit(value: Decimal | undefined, word: Measure | undefined, approximate: boolean): Reading<Quantity> {
  if (value === undefined) return unread('CELL.NUMBER_UNREADABLE');
  if (value.mantissa <= 0n) return unread('CELL.NOT_POSITIVE');
  // The missing unit is told once, at its own column.
  const own = word ?? { unit: '其他', factor: 1n };
  const scaled = times(value, own.factor);
  const fits = scaled.scale <= MOST_DECIMALS && numberOf(scaled) <= MOST_QUANTITY;
  return fits ? read({ quantity: numberOf(scaled), unit: own.unit }, approximate) : unread('CELL.NUMBER_UNREADABLE');
}

/** `5公斤`, `500g*10袋`, `10斤/箱`, `2.5kg装`. */
const PACK = /^(.+?)(?:装)?(?:[*x×](\d{1,6})\D{0,4})?(?:\/?(?:每)?[箱件袋盒包瓶罐])?(?:装)?$/i;

const WITHOUT_UNIT = unread('CELL.NUMBER_UNREADABLE', { params: { because: 'unit' } });

/** 净含量 in whole grams. A bare number is read only where the head names its unit. */
export function readPack(cell: Cell, headUnit: MeasureWord | undefined): Reading<Grams> {
  return withCause(cell, packIn(cell, headUnit));
}

function packIn(cell: Cell, headUnit: MeasureWord | undefined): Reading<Grams> {
  if (cell instanceof StoredNumber && cell.style !== 'number') return unread('CELL.NUMBER_UNREADABLE');
  if (cell instanceof StoredNumber && headUnit === undefined) return WITHOUT_UNIT;
  if (cell instanceof StoredNumber) return inGrams(storedDecimal(cell.digits), headUnit, 1n, false);
  const text = typeof cell === 'string' ? plain(cell).replace(/\s/g, '') : '';
  const [, weight = '', count = '1'] = PACK.exec(text) ?? [];
  const measured = measuredOf(weight);
  if (measured === undefined) return unread('CELL.NUMBER_UNREADABLE');
  if (measured.unit === '' && headUnit === undefined) return WITHOUT_UNIT;
  return inGrams(measured.value, measured.unit === '' ? headUnit : measureWordOf(measured.unit), BigInt(count), measured.approximate);
}

function inGrams(value: Decimal | undefined, word: MeasureWord | undefined, count: bigint, approximate: boolean): Reading<Grams> {
  const perUnit = word === undefined ? undefined : GRAMS_PER_UNIT[word.unit];
  if (value === undefined || word === undefined || perUnit === undefined) return unread('CELL.NUMBER_UNREADABLE');
  const grams = wholeOf(times(value, word.factor * BigInt(perUnit) * count));
  if (grams === undefined) return unread('CELL.NUMBER_UNREADABLE');
  return grams > 0 ? read(grams, approximate) : unread('CELL.NOT_POSITIVE');
}

/** A unit that says what is in it: `箱(10斤)`, `10斤/箱`. */
const PACKED_UNIT = /^([箱件袋盒])\s*[(/]\s*(?:每[箱件袋盒])?\s*([^()/]+?)\s*\)?$|^([^()/]+?)\s*\/\s*([箱件袋盒])$/;

/** What the cell of a unit says. */
export interface UnitReading {
  readonly word: MeasureWord;
  /** What one of it holds, where the unit itself says so. */
  readonly packGrams?: Grams;
}

/** The column 单位. */
export function readUnit(text: string): Reading<UnitReading> {
  const word = measureWordOf(text);
  if (word !== undefined) return read({ word });
  const match = PACKED_UNIT.exec(plain(text));
  const packed = measureWordOf(match?.[1] ?? match?.[4] ?? '');
  const pack = readPack(match?.[2] ?? match?.[3] ?? '', undefined);
  if (packed === undefined || pack.kind === 'unread')
    return unread('CELL.ENUM_UNKNOWN', { params: { allowed: QUANTITY_UNITS.join('、') } });
  return read({ word: packed, packGrams: pack.value }, pack.approximate);
}
