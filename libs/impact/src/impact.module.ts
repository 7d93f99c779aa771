import { Module } from '@nestjs/common';
import { FigureReader } from './figure/figure-reader.js';
import { FiguresController } from './figure/figures.controller.js';

/** 成效: figures and reports, read from what all four logs have posted. */
@Module({
  controllers: [FiguresController],
  providers: [FigureReader],
})
export class ImpactModule {}
