import { Global, Module } from '@nestjs/common';
import { DATABASE, FIGURES_MOVED, type FiguresMoved, Ledger, READ_POSITIONS } from '#event-log';
import type { Database } from '#persistence';
import { FigureReader } from './figure/figure-reader.js';
import { FigureScopes } from './figure/figure-scope.query.js';
import { figuresMoved } from './figure/figures-moved.js';
import { FiguresController } from './figure/figures.controller.js';
import { ReportWriter } from './report/report-writer.js';
import { ReportsController } from './report/reports.controller.js';

/** The stream of the log tells which figures moved; it knows them by this alone. */
const moved = {
  provide: FIGURES_MOVED,
  inject: [DATABASE],
  useFactory:
    (database: Database): FiguresMoved =>
    (after, until) =>
      figuresMoved(database.read, after, until),
};

/** 成效: figures and reports, read from what all four logs have posted. Global for {@link FIGURES_MOVED}. */
@Global()
@Module({
  controllers: [FiguresController, ReportsController],
  providers: [
    FigureReader,
    FigureScopes,
    ReportWriter,
    moved,
    { provide: READ_POSITIONS, useFactory: (ledger: Ledger) => ledger.readPositions('impact'), inject: [Ledger] },
  ],
  exports: [ReportWriter, moved],
})
export class ImpactModule {}
