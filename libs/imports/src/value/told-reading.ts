import { type BusinessDay, decimal, type Fen, type Grams, plain, printYuan, toGrams } from '#contracts';
import { type AmountUnit, FEN_PLACES } from './amount-unit.js';
import { decimalOf, isEqual, shifted } from './decimal.js';
import type { Quantity } from './read-quantity.js';
import type { Vocabulary } from './read-word.js';

/** What a cell was read as, in words; undefined where that is what is written. @param written what the cell shows */
export type ToldReading<Value> = (value: Value, written: string) => string | undefined;

const GRAMS_PER_KILO = 1_000;
const GRAM_PLACES = 3;
const bare = (text: string): string => plain(text).replace(/[\s,]/g, '');

/** 2021/3/5 says 2021-03-05 itself; 44260 and 25/12/2021 do not. */
export const toldDay: ToldReading<BusinessDay> = (day, written) => {
  const [year = '', month = '', date = ''] = plain(written).match(/\d+/g) ?? [];
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` === day ? undefined : day;
};

/** In 元, whatever the unit of the column. */
export function toldAmount(unit: AmountUnit): ToldReading<Fen> {
  return (fen, written) => {
    const number = unit === '元' ? decimalOf(bare(written)) : undefined;
    const isSame = number !== undefined && isEqual(shifted(number, FEN_PLACES), { mantissa: BigInt(fen), scale: 0 });
    return isSame ? undefined : printYuan(fen);
  };
}

/** A weight in 公斤; what has none in its own unit. A bare number is in the unit that stands beside it. */
export const toldQuantity: ToldReading<Quantity> = ({ quantity, unit }, written) => {
  const text = bare(written);
  if (decimalOf(text) !== undefined || text === `${quantity}${unit}`) return undefined;
  const grams = toGrams(quantity, unit);
  return grams === undefined ? `${quantity} ${unit}` : kilos(grams);
};

/** Contents of a pack in 公斤. */
export const toldPack: ToldReading<Grams> = (grams, written) => {
  const text = bare(written);
  return decimalOf(text) !== undefined || text === bare(kilos(grams)) ? undefined : kilos(grams);
};

/** The word that we write ourselves. */
export function toldWord<Value extends string>(vocabulary: Vocabulary<Value>): ToldReading<Value> {
  return (value, written) => {
    const [word = value] = vocabulary[value];
    return word === plain(written) ? undefined : word;
  };
}

function kilos(grams: Grams): string {
  return `${decimal(grams, GRAMS_PER_KILO, GRAM_PLACES)} 公斤`;
}
