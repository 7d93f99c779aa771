import { GRAMS_PER_UNIT, plain } from '#contracts';
import { type AmountUnit, amountUnitOf } from '../value/amount-unit.js';
import { type MeasureWord, measureWordOf } from '../value/read-quantity.js';
import type { Column, Columns } from '../kind/column.js';

/** What a head, a group of heads or a title says of the numbers below it. */
export interface SaidUnits {
  readonly amountUnit?: AmountUnit;
  readonly measure?: MeasureWord;
}

/** A head as written, taken apart: `金额（万元）*` → 金额, 万元. */
export interface HeadText extends SaidUnits {
  /** What the column is called. */
  readonly base: string;
}

const REMARK = /\((?:必填|选填|可选|文本|[^()]*格式[^()]*|yyyy[^()]*)\)/gi;
const BRACKETS = /[([【]([^()[\]【】]*)[)\]】]/g;
const BEHIND_SLASH = /^(.+?)\/([^/]+)$/;
/** A unit behind the name, without a sign between: `成交额万元`, `采购数量斤`. */
const BEHIND_NAME = /^(.*(?:[额款费价金付值]|数量|重量|净含量|采购量|销售量))((?:人民币)?[十百千万亿]*元|[市公]?斤|千克|kg|万斤|公?吨)$/;
/** What a bracket may say besides units without making another column of it. */
const HARMLESS = /^(?:单位|含税|不含税|不含运费|小写|如有|若有|保留[两二2]位小数)?$/;
const SAID_OF = /^(?:以|按)?(?:金额|货币|计量|数量|重量)?(?:单位)?[:：]?/;
const SEPARATORS = /[、,，;；/和及或\s]+/;

/** @param text a head cell */
export function headTextOf(text: string): HeadText {
  const bare = plain(text).replace(/\s+/g, '').replace(/[*:]/g, '').replace(REMARK, '').toLowerCase();
  const said: string[] = [];
  const base = bare.replace(BRACKETS, (whole, inside: string) => {
    const parts = partsOf(inside);
    if (parts === undefined) return whole;
    said.push(...parts);
    return '';
  });
  const [, name = base, behind = ''] = BEHIND_SLASH.exec(base) ?? BEHIND_NAME.exec(base) ?? [];
  const parts = behind === '' ? undefined : partsOf(behind);
  const units = unitsOf([...said, ...(parts ?? [])]);
  // 元 or 万元, and nobody can tell which: then it is not known what the column is.
  if (units === undefined) return { base: bare };
  return { base: parts === undefined ? base : name, ...units };
}

/** The units a text is made of, and nothing else but what changes nothing. @returns undefined where it says more */
function partsOf(text: string): readonly string[] | undefined {
  const parts = text.split(SEPARATORS).map((part) => part.replace(SAID_OF, ''));
  const isUnit = (part: string): boolean => amountUnitOf(part) !== undefined || measureWordOf(part) !== undefined;
  return parts.every((part) => isUnit(part) || HARMLESS.test(part)) ? parts.filter(isUnit) : undefined;
}

/** @returns undefined where two units of money contradict each other */
function unitsOf(parts: readonly string[]): SaidUnits | undefined {
  const amounts = new Set(parts.flatMap((part) => amountUnitOf(part) ?? []));
  if (amounts.size > 1) return undefined;
  const [amountUnit] = amounts;
  const measure = measureOf(parts.flatMap((part) => measureWordOf(part) ?? []));
  return { ...(amountUnit === undefined ? {} : { amountUnit }), ...(measure === undefined ? {} : { measure }) };
}

/** `公斤/箱` is a weight in each 箱; 斤/公斤 leaves open which. */
function measureOf([first, ...others]: readonly MeasureWord[]): MeasureWord | undefined {
  const isWeight = ({ unit }: MeasureWord): boolean => GRAMS_PER_UNIT[unit] !== undefined;
  if (first === undefined || others.length === 0) return first;
  return isWeight(first) && !others.some(isWeight) ? first : undefined;
}

/** What a group of heads, or a title, says of units: `款项（万元）`, `（万元）`, `吨、万元`. */
export function saidIn(text: string): SaidUnits {
  const parts = partsOf(plain(text).toLowerCase());
  if (parts !== undefined && parts.length > 0) return unitsOf(parts) ?? {};
  const { amountUnit, measure } = headTextOf(text);
  return { ...(amountUnit === undefined ? {} : { amountUnit }), ...(measure === undefined ? {} : { measure }) };
}

/** `万元制表人` begins with a unit whatever follows; 元阳县 does not. */
const SURELY_UNIT = /^(?:人民币)?[十百千万亿]+元/;

/** The units a text begins with, and whether it says nothing else: `吨、万元`, `万元 制表人`. */
export function leadingUnits(text: string): SaidUnits & { readonly isAll: boolean } {
  const parts = text.trim().toLowerCase().split(SEPARATORS);
  const end = parts.findIndex((part) => partsOf(part)?.length !== 1);
  if (end === -1) return { ...unitsOf(parts.flatMap((part) => partsOf(part) ?? [])), isAll: true };
  const next = SURELY_UNIT.exec(parts[end] ?? '')?.[0];
  const leading = parts.slice(0, end).flatMap((part) => partsOf(part) ?? []);
  return { ...unitsOf(next === undefined ? leading : [...leading, next]), isAll: false };
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
