import { plain } from '#contracts';
import type { AmountUnit } from '../value/amount-unit.js';
import { cellText, type SheetRow } from '../file/sheet.js';
import { leadingUnits } from './head-text.js';

/** `单位：吨、万元`, `金额单位均为万元`, `以万元计`. What stands behind is looked at by itself: 填报单位：元阳县 says nothing. */
const UNIT_OF_ALL = /单位(?:均?为|是)?[:：]?[([【]?(?=([^:：()[\]【】]+))|[以按](?=(\S*?元)(?:为单位|计))/g;
/** Nothing but a bracket, or no bracket and no name: 金额（万元） is the head of a group. */
const ALONE = /^(?:[([【]([^()[\]【】]*)[)\]】]|(?=人民币|[十百千万亿]*元)[^()[\]【】]*)$/;
/** A bracket anywhere in a title: `采购台账（万元）`. With a slash it is a price. */
const IN_BRACKETS = /[([【]([^()[\]【】/]*)[)\]】]/g;

/**
 * The unit of money that titles above a head say of all amounts. Where several do, the one nearest to the head; one that is
 * called a unit before one that only stands in brackets.
 * @param rows those of the sheet, from its first
 */
export function titleUnit(rows: readonly SheetRow[], headRow: number): AmountUnit {
  let [called, bracketed]: (AmountUnit | undefined)[] = [];
  for (const { row, cells } of rows) {
    if (row >= headRow) break;
    for (const [index, cell] of cells.entries()) {
      const title = plain(cellText(cell));
      called = calledUnit(title) ?? called;
      // Right above the head, only the first cell is surely a title: the others may name a group of columns.
      if (row < headRow - 1 || index === 0) bracketed = bracketedUnit(title) ?? bracketed;
    }
  }
  return called ?? bracketed ?? '元';
}

function calledUnit(title: string): AmountUnit | undefined {
  if (!title.includes('元')) return undefined;
  const [whole = '', alone = whole] = ALONE.exec(title) ?? [];
  if (leadingUnits(alone).isAll) return leadingUnits(alone).amountUnit;
  return behindUnit(title) ?? behindUnit(title.replace(/\s+/g, ''));
}

function behindUnit(title: string): AmountUnit | undefined {
  return [...title.matchAll(UNIT_OF_ALL)]
    .map(([, list, by]) => leadingUnits(list ?? by ?? '').amountUnit)
    .find((unit) => unit !== undefined);
}

function bracketedUnit(title: string): AmountUnit | undefined {
  return [...title.matchAll(IN_BRACKETS)].map(([, inside = '']) => leadingUnits(inside)).find(({ isAll }) => isAll)?.amountUnit;
}
