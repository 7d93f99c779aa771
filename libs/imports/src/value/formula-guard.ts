/** Formulas begin like this, in this sheet or in whatever it is saved as next. A number may, too. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER_LIKE = /^[+-][\d\s.,()-]*$/;

/** Text that stays text wherever the sheet is opened (formula injection). Reading takes the sign away again. */
export function guardedText(text: string): string {
  return FORMULA.test(text) && !NUMBER_LIKE.test(text) ? `'${text}` : text;
}

/** The sign of {@link guardedText}, before what would be a formula. */
export function withoutGuard(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
