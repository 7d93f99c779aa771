import fc from 'fast-check';
import type { ImportKind } from '#imports';

/** How a row of a random sheet is meant: what its plan must make of it. */
export type Form = 'plain' | 'thrice' | 'twice' | 'recorded' | 'warned' | 'blocked';

/** What a person does with a row before it is entered. */
export type Act = 'none' | 'skip' | 'mend';

/** One pick of the generator: one row, or some that belong together. */
export interface Pick {
  readonly form: Form;
  readonly act: Act;
  /** Between 1 fen and a million yuan. */
  readonly fen: number;
  /** Even, so that it is a number of 公斤 too. */
  readonly jin: number;
  /** Days behind 2020-01-01. */
  readonly day: number;
  readonly dayStyle: number;
  readonly moneyStyle: number;
  readonly quantityStyle: number;
  readonly fault: number;
  readonly isPaid: boolean;
  readonly isAccepted: boolean;
}

export interface RandomSheet {
  readonly kind: ImportKind;
  readonly picks: readonly Pick[];
}

const STYLES = { min: 0, max: 4 } as const;

const PICK: fc.Arbitrary<Pick> = fc.record({
  form: fc.constantFrom<Form[]>('plain', 'plain', 'thrice', 'twice', 'recorded', 'warned', 'blocked'),
  act: fc.constantFrom<Act[]>('none', 'none', 'skip', 'mend'),
  fen: fc.integer({ min: 1, max: 100_000_000 }),
  jin: fc.integer({ min: 1, max: 40_000 }).map((half) => half * 2),
  day: fc.integer({ min: 0, max: 365 }),
  dayStyle: fc.integer(STYLES),
  moneyStyle: fc.integer(STYLES),
  quantityStyle: fc.integer(STYLES),
  fault: fc.integer(STYLES),
  isPaid: fc.boolean(),
  isAccepted: fc.boolean(),
});

export const PICKS: fc.Arbitrary<readonly Pick[]> = fc.array(PICK, { minLength: 1, maxLength: 14 });

/** A day in the ways people write one. */
export function dayText({ day, dayStyle }: Pick): string {
  const [year = '', month = '', date = ''] = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10).split('-');
  const styles = [
    `${year}-${month}-${date}`,
    `${year}/${Number(month)}/${Number(date)}`,
    `${year}年${Number(month)}月${Number(date)}日`,
    `${year}${month}${date}`,
    `${year}.${Number(month)}.${Number(date)}`,
  ];
  return styles[dayStyle] ?? '';
}

/** Money in the ways people write it. */
export function moneyText({ fen, moneyStyle }: Pick): string {
  const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
  const grouped = yuan.replace(/\B(?=(\d{3})+\.)/g, ',');
  const styles = [yuan, `"${grouped}"`, `"¥${grouped}"`, `${yuan}元`, wide(yuan)];
  return styles[moneyStyle] ?? '';
}

/** A weight with its unit of measure, in the ways people write them. */
export function quantityTexts({ jin, quantityStyle }: Pick): readonly [quantity: string, measure: string] {
  const styles: readonly (readonly [string, string])[] = [
    [String(jin), '斤'],
    [wide(String(jin)), '斤'],
    [` ${jin}斤 `, '斤'],
    [String(jin / 2), 'KG'],
    [`${jin / 2}公斤`, '公斤'],
  ];
  return styles[quantityStyle] ?? ['', ''];
}

/** Digits of full width. */
function wide(text: string): string {
  return text.replace(/[\d.]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfe_e0));
}
