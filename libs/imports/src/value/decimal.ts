/** A decimal number as written: `mantissa ÷ 10^scale`. No binary fraction ever stands in between. */
export interface Decimal {
  readonly mantissa: bigint;
  readonly scale: number;
}

/** Digits alone or in groups of three: `1234567.5`, `1,234,567.5`. `1,23` and `1.234,5` may mean two things. */
const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$|^([+-]?)\.(\d+)$/;
const SCIENTIFIC = /^([+-]?\d+(?:\.\d*)?)[eE]([+-]?\d{1,3})$/;
/** A sheet computes with 15 digits; what it stores behind them is the noise of its binary fractions (8218.879999999999). */
const SHEET_DIGITS = 15;

/** @returns undefined for what is no number, or could be two */
export function decimalOf(text: string): Decimal | undefined {
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const sign = match[1] ?? match[4] ?? '';
  const whole = (match[2] ?? '0').replace(/,/g, '');
  const fraction = match[3] ?? match[5] ?? '';
  return reduced({ mantissa: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), scale: fraction.length });
}

/** The number a sheet means by the digits it stores. */
export function storedDecimal(digits: string): Decimal | undefined {
  const text = digits.trim();
  if (significant(text) <= SHEET_DIGITS) return scientificOf(text) ?? decimalOf(text);
  const value = Number(text);
  return Number.isFinite(value) ? (scientificOf(value.toPrecision(SHEET_DIGITS)) ?? decimalOf(value.toPrecision(SHEET_DIGITS))) : undefined;
}

/** `1.2E+19`, exactly. */
export function scientificOf(text: string): Decimal | undefined {
  const match = SCIENTIFIC.exec(text);
  const mantissa = match === null ? undefined : decimalOf(match[1] ?? '');
  return mantissa === undefined ? undefined : shifted(mantissa, Number(match?.[2]));
}

/** How many digits tell the number: `0.0250` has three, `8.32E+19` three. */
function significant(text: string): number {
  return text
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+/, '').length;
}

/** `decimal × 10^power` */
export function shifted({ mantissa, scale }: Decimal, power: number): Decimal {
  const next = scale - power;
  return reduced(next >= 0 ? { mantissa, scale: next } : { mantissa: mantissa * 10n ** BigInt(-next), scale: 0 });
}

/** Exactly. */
export function times({ mantissa, scale }: Decimal, factor: bigint): Decimal {
  return reduced({ mantissa: mantissa * factor, scale });
}

/** Whether two reduced decimals are the same number. */
export function isEqual(left: Decimal, right: Decimal): boolean {
  return left.mantissa === right.mantissa && left.scale === right.scale;
}

/** @returns undefined where the number is not whole, or is larger than numbers are kept exactly */
export function wholeOf({ mantissa, scale }: Decimal): number | undefined {
  const value = Number(mantissa);
  return scale === 0 && Number.isSafeInteger(value) ? value : undefined;
}

/** The number without what is behind its point; exact up to 2^53. */
export function wholePartOf({ mantissa, scale }: Decimal): number {
  return Number(mantissa / 10n ** BigInt(scale));
}

/** The nearest number a program computes with; its shortest text is the decimal's own up to 15 digits. */
export function numberOf(decimal: Decimal): number {
  return Number(textOf(decimal));
}

/** `-1234.5` */
export function textOf({ mantissa, scale }: Decimal): string {
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${mantissa < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

/** Half away from zero at the given places. */
export function roundedTo({ mantissa, scale }: Decimal, places: number): Decimal {
  if (scale <= places) return { mantissa, scale };
  const divisor = 10n ** BigInt(scale - places);
  const half = mantissa < 0n ? -divisor / 2n : divisor / 2n;
  return reduced({ mantissa: (mantissa + half) / divisor, scale: places });
}

/** Without zeros at the end, so that equal numbers are equal. */
function reduced({ mantissa, scale }: Decimal): Decimal {
  let [value, places] = [mantissa, scale];
  while (places > 0 && value % 10n === 0n) {
    value /= 10n;
    places -= 1;
  }
  return { mantissa: value, scale: places };
}
