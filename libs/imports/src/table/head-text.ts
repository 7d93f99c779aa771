import { plain } from '#contracts';
import { type AmountUnit } from '../value/read-amount.js';
import { type MeasureWord, measureWordOf } from '../value/read-quantity.js';
import type { Column, Columns } from '../kind/column.js';

/** A head as written, taken apart: `金额（万元）*` → 金额, 万元. */
export interface HeadText {
  /** What the column is called. */
  readonly base: string;
  readonly amountUnit?: AmountUnit;
  readonly measure?: MeasureWord;
}

const REMARK = /\((?:必填|选填|可选|文本|[^()]*格式[^()]*|yyyy[^()]*)\)/gi;
const IN_BRACKETS = /^(.*?)(?:\(|\[|【)(?:金额)?(?:单位[:：]?)?([^()[\]【】]*)(?:\)|\]|】)(.*)$/;
const BEHIND_SLASH = /^(.+)\/([^/]+)$/;

/** @param text a head cell */
export function headTextOf(text: string): HeadText {
  const bare = plain(text).replace(/\s+/g, '').replace(/[*:]/g, '').replace(REMARK, '').toLowerCase();
  const [, before = '', unit = '', after = ''] = IN_BRACKETS.exec(bare) ?? BEHIND_SLASH.exec(bare) ?? [];
  const said = unitOf(unit);
  return said === undefined ? { base: bare } : { base: `${before}${after}`, ...said };
}

function unitOf(text: string): Omit<HeadText, 'base'> | undefined {
  if (text === '元' || text === '万元') return { amountUnit: text };
  const measure = measureWordOf(text);
  return measure === undefined ? undefined : { measure };
}

/** The key of the column a head names, by our own word or one of its aliases; brackets that are part of a name count. */
export function keyOf(head: HeadText, columns: Columns): string | undefined {
  if (head.base === '') return undefined;
  return Object.keys(columns).find((key) => namesOf(columns[key]).includes(head.base));
}

/** Whether the head is written as we write it ourselves. */
export function isOwnHead(text: string, { header }: Column): boolean {
  return plain(text).replace(/[\s*]/g, '') === plain(header);
}

const names = new WeakMap<Column, readonly string[]>();

function namesOf(column: Column | undefined): readonly string[] {
  if (column === undefined) return [];
  const known = names.get(column);
  if (known !== undefined) return known;
  const fresh = [column.header, ...column.aliases].map((name) => headTextOf(name).base);
  names.set(column, fresh);
  return fresh;
}
