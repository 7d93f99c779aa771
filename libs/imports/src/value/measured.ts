import { decimalOf, type Decimal, shifted } from './decimal.js';

/** A number as people write it, with the words around it. */
export interface Measured {
  readonly value: Decimal;
  /** The words behind the number, without 万 and without what says that it is approximate: `斤`, `元`, empty. */
  readonly unit: string;
  /** 万, 亿, 千 between number and unit, already in `value`; else empty. */
  readonly scale: string;
  readonly approximate: boolean;
}

const BEFORE = /^(?:大约|约为|将近|接近|约|近|达|逾|超)\s*/;
const AFTER = /\s*(?:左右|上下)$/;
/** The number, what makes it approximate, its 万 or 亿, and its unit: `200余斤`, `1,250.5元`, `4.7万余斤`. */
const MEASURED = /^(-?[\d.,+]+|\([\d.,]+\))\s*([余多]?)\s*([万亿千]?)\s*([余多]?)\s*(\D*)$/;
const POWERS: Readonly<Record<string, number>> = { 万: 4, 亿: 8, 千: 3 };

/** @param text in plain form. @returns undefined for what is no number, or could be two */
export function measuredOf(text: string): Measured | undefined {
  const bare = text.replace(BEFORE, '').replace(AFTER, '');
  const match = MEASURED.exec(bare);
  if (match === null) return undefined;
  const [, digits = '', before = '', scale = '', after = '', rest = ''] = match;
  const whole = `${scale}${rest}`;
  // 千克 is a unit, not a thousand 克; 千元 is a thousand 元.
  const isUnit = scale === '千' && whole.startsWith('千克');
  const value = decimalOf(digits.startsWith('(') ? `-${digits.slice(1, -1)}` : digits);
  if (value === undefined) return undefined;
  return {
    value: isUnit ? value : shifted(value, POWERS[scale] ?? 0),
    unit: (isUnit ? whole : rest).trim(),
    scale: isUnit ? '' : scale,
    approximate: bare !== text || before !== '' || after !== '',
  };
}
