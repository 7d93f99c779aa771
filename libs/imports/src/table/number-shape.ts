import type { Column } from '../kind/column.js';
import { AMOUNT_POWERS, FEN_PLACES } from '../value/amount-unit.js';
import { MOST_DECIMALS } from '../value/read-quantity.js';
import type { MappedColumn } from './mapping.js';

/** How a number in a column may be written: in the column's own unit. */
export interface NumberShape {
  readonly example: string;
  /** Behind the point, at most: of an amount as many as come to whole fen. */
  readonly decimals: number;
}

const GRAM_DECIMALS = 3;

/** @param mapped the column of the file; without one, what counts in every row is in our own unit */
export function numberShape({ nature }: Column, mapped: MappedColumn | undefined): NumberShape {
  if (nature === 'label') return { example: '4', decimals: 0 };
  if (nature === 'quantity') return { example: '12.5', decimals: MOST_DECIMALS };
  if (nature === 'pack') return { example: mapped?.measure === undefined ? '5公斤' : '5', decimals: GRAM_DECIMALS };
  const decimals = FEN_PLACES + AMOUNT_POWERS[mapped?.amountUnit ?? '元'];
  if (decimals > FEN_PLACES) return { example: '12.505', decimals };
  return { example: decimals === FEN_PLACES ? '1250.50' : '1250', decimals };
}
