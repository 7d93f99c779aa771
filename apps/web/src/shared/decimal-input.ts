const FULL_WIDTH_ZERO = 0xff10;
const ASCII_ZERO = 0x30;

/** What somebody typed, with full-width digits and marks made plain: １２３．５ → 123.5. Grouping and spaces drop out. */
export function plainDigits(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - FULL_WIDTH_ZERO + ASCII_ZERO))
    .replace(/[．。]/g, '.')
    .replace(/[\s,，]/g, '');
}

/** A positive decimal as a number; undefined for what is none. */
export function decimalOf(text: string): number | undefined {
  const plain = plainDigits(text);
  return /^\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}

/** Yuan with at most two decimals as whole fen, without any binary fraction in between; undefined for what is none. */
export function fenOf(text: string): number | undefined {
  const [, yuan, fraction = ''] = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plainDigits(text)) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(fraction.padEnd(2, '0'));
}

/** The digits of an amount for an input: 123.50, and nothing for nothing. */
export function yuanText(fen: number | null | undefined): string {
  return fen === null || fen === undefined ? '' : `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
