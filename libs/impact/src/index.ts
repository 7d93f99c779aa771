import type { Projection } from '#event-log';
import { impactProjection } from './contribution/impact.projection.js';

export { FigureReader, type FigureAnswer, type FigureValue } from './figure/figure-reader.js';
export type { FigureFilters } from './figure/figure-filters.js';
export { type AnnualReport, renderAnnual } from './report/annual-report.js';
export { ReportWriter } from './report/report-writer.js';
export { ImpactModule } from './impact.module.js';

/** The read models of the figures, for the runner of the app that hosts them. */
export function impactProjections(): readonly Projection[] {
  return [impactProjection()];
}
