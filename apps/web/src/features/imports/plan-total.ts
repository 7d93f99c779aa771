import type { ImportAnswer } from '../../api/import-answers';
import type { Printer } from '../../shared/printer';

/** What the rows of a plan come to, in the units its kind has; nothing where it is counted in rows alone. */
export function planTotal({ kind, totals }: Pick<ImportAnswer, 'kind' | 'totals'>, print: Printer): string {
  if (totals === null || (kind !== 'orders' && kind !== 'sales')) return '';
  const { amountFen, grams } = totals.create;
  const weight = kind === 'sales' && grams > 0 ? [print.mass(grams)] : [];
  return [...weight, print.yuan(amountFen)].join(' · ');
}
