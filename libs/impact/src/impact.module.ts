import { Module } from '@nestjs/common';
import { Ledger, READ_POSITIONS } from '#event-log';
import { FigureReader } from './figure/figure-reader.js';
import { FiguresController } from './figure/figures.controller.js';
import { ReportWriter } from './report/report-writer.js';
import { ReportsController } from './report/reports.controller.js';

/** 成效: figures and reports, read from what all four logs have posted. */
@Module({
  controllers: [FiguresController, ReportsController],
  providers: [
    FigureReader,
    ReportWriter,
    { provide: READ_POSITIONS, useFactory: (ledger: Ledger) => ledger.readPositions('impact'), inject: [Ledger] },
  ],
  exports: [ReportWriter],
})
export class ImpactModule {}
