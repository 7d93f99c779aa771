import { type Cell, cellText, type Sheet, type SheetRow } from '../file/sheet.js';
import type { Mapping } from './mapping.js';

/** The head of the last column of failed rows. It stands behind whatever was too many in them, and is none of it. */
export const FAULT_HEAD = '错误说明';

/** No explanation: the end of an amount, where somebody has deleted what explained it. */
const NUMBER = /^\d[\d.,]*\D{0,3}$/;

const NONE: readonly string[] = [];

/**
 * What a row of a text has beyond the last head. In a text an amount with a comma (1,234.50) that nobody put in quotes falls
 * apart into two cells: the row would be read with 1 元, and the rest stands here. Cells of a workbook cannot fall apart.
 */
export function surplusIn({ csv, rows }: Sheet, { fromRow, headRow, columns }: Mapping): (row: SheetRow) => readonly string[] {
  if (csv === undefined || headRow === 0) return () => NONE;
  const heads = rows.filter(({ row }) => row >= fromRow && row <= headRow).map(({ cells }) => cells);
  const width = Math.max(...heads.map((cells) => cells.findLastIndex(isHead)), ...Object.values(columns).map(({ index }) => index)) + 1;
  const faults = heads.at(-1)?.findIndex(isFaultHead);
  return ({ cells }) => {
    if (cells.length <= width) return NONE;
    return cells.flatMap((cell, index) => {
      const text = index < width || cell === null ? '' : cellText(cell).trim();
      return text === '' || (index === faults && !NUMBER.test(text)) ? [] : [text];
    });
  };
}

function isHead(cell: Cell): boolean {
  return cell !== null && !isFaultHead(cell);
}

function isFaultHead(cell: Cell): boolean {
  return cellText(cell) === FAULT_HEAD;
}
