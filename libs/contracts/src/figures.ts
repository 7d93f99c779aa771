import type { FigureDefinition } from './figure-definition.js';
import { PURCHASE_FIGURES } from './purchase-figures.js';
import { SUPPORT_FIGURES } from './support-figures.js';

/** Every figure of the ledger (contract §4). */
export const FIGURES = [...PURCHASE_FIGURES, ...SUPPORT_FIGURES] as const satisfies readonly FigureDefinition[];

/** Name of a figure. */
export type FigureName = (typeof FIGURES)[number]['name'];

/** The definition of a figure; undefined for a name that none has. */
export function figureDefinition(name: string): FigureDefinition | undefined {
  return FIGURES.find((definition) => definition.name === name);
}
