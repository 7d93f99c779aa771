import { type Projection, pulledPositions, type ReadPositions } from '#event-log';
import { impactProjection } from './contribution/impact.projection.js';

export { FigureReader, type FigureAnswer, type FigureValue } from './figure/figure-reader.js';
export type { FigureFilters } from './figure/figure-filters.js';
export { type AnnualReport, renderAnnual } from './report/annual-report.js';
export { ReportWriter } from './report/report-writer.js';
export { ImpactModule } from './impact.module.js';

/** How far the figures have read, where they follow the logs of their own process. */
export function impactPositions(): ReadPositions {
  return pulledPositions(impactProjection());
}

/** The read models of the figures, for the runner of the app that hosts them. */
export function impactProjections(): readonly Projection[] {
  return [impactProjection()];
}
