import { printApproximate } from '#contracts';
import type { FigureAnswer } from '../figure/figure-reader.js';
import type { Ratio } from '../figure/ratio.js';
import type { PrintedFigure, Sentence } from './annual-report.js';

/** A sentence, or why there is none. */
export type Written = Omit<Sentence, 'template'> | string;

/** Collects the numbers of one sentence. */
export class Numbers {
  readonly figures: PrintedFigure[] = [];

  put(answer: FigureAnswer, printed: string): string {
    const text = printApproximate(printed, answer.approximate);
    this.figures.push({ figure: answer.figure, filters: answer.filters, printed: text });
    return text;
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

export const NO_ENTRIES = '本年没有相应的入账 / no entries of this kind in the year';
