import { printApproximate, printCount, printShare } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer } from '../figure/figure-reader.js';
import type { Ratio } from '../figure/ratio.js';
import type { PrintedFigure, Sentence } from './annual-report.js';

/** A sentence, or why there is none. */
export type Written = Omit<Sentence, 'template'> | string;

/** Said only where the ledger holds nothing of the kind. */
export const NO_ENTRIES = '本年没有相应的入账 / no entries of this kind in the year';

/** Printed ratios follow from unrounded numbers, and the sentence says so (contract §7). */
export const UNROUNDED = '按未四舍五入数计算';

/** Collects the numbers of one sentence: what it prints, it can show. */
export class Numbers {
  private readonly figures: PrintedFigure[] = [];

  /** @returns the number as printed, with 约 where it is approximate */
  put(answer: FigureAnswer, printed: string, comparedWith?: FigureFilters): string {
    const text = printApproximate(printed, answer.approximate);
    const compared = comparedWith === undefined ? {} : { comparedWith };
    this.figures.push({ figure: answer.figure, filters: answer.filters, printed: text, ...compared });
    return text;
  }

  count(answer: FigureAnswer, measureWord: string): string {
    return this.put(answer, printCount(plain(answer), measureWord));
  }

  share(answer: FigureAnswer, { permyriad }: Ratio): string {
    return this.put(answer, printShare(permyriad));
  }

  sentence(text: string): Written {
    return { text: `${text}。`, figures: this.figures };
  }
}

/** A figure that is one number; 0 where it is not. */
export function plain(answer: FigureAnswer): number {
  return typeof answer.value === 'number' ? answer.value : 0;
}

/** A figure that is a ratio with a base. */
export function ratio(answer: FigureAnswer): Ratio | undefined {
  return typeof answer.value === 'object' && answer.value !== null && 'numerator' in answer.value ? answer.value : undefined;
}
