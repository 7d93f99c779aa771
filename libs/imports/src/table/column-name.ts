import type { Column } from '../kind/column.js';
import { headTextOf } from './head-text.js';
import type { MappedColumn } from './mapping.js';

const OUR_UNIT = /（元）$/;

/**
 * How a column of a file is called wherever its cells are shown or spoken of: by our head, unless head, group or title of the
 * file say another unit. Then by the file's own head, or, where that is silent, by ours with that unit (contract §9, Imports).
 */
export function columnName({ header, nature }: Column, mapped: MappedColumn | undefined): string {
  const unit = mapped === undefined ? undefined : ownUnit(nature, mapped);
  if (mapped === undefined || unit === undefined) return header;
  const { amountUnit, measure } = headTextOf(mapped.text);
  const isSaidByHead = nature === 'amount' ? amountUnit !== undefined : measure !== undefined;
  return isSaidByHead ? mapped.text.replace(/[\s*＊]/g, '') : `${header.replace(OUR_UNIT, '')}（${unit}）`;
}

/** The unit of bare numbers in a column, where it is not the one our head names. */
function ownUnit(nature: Column['nature'], { amountUnit, measure }: MappedColumn): string | undefined {
  if (nature === 'label') return undefined;
  if (nature === 'amount') return amountUnit === '元' ? undefined : amountUnit;
  return measure?.unit;
}
