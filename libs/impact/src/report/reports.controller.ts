import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';
import { type Instant, REPORT_READING } from '#contracts';
import { Id } from '#contracts/commands';
import { For, QueryYear, ReadsFrom } from '#platform';
import { IsInstantText, queryInstant } from '../figure/figure-query.js';
import type { AnnualReport } from './annual-report.js';
import { ReportWriter } from './report-writer.js';

class AnnualQuery {
  @QueryYear()
  year!: number;

  @Id({ optional: true })
  unitId?: string;

  @ApiProperty({ required: false, type: String, format: 'date-time' })
  @IsOptional()
  @Transform(queryInstant)
  @IsInstantText()
  knownAt?: Instant;
}

/** 报告 (contract §7). */
@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(private readonly writer: ReportWriter) {}

  @Get('annual')
  @For(REPORT_READING)
  @ApiOperation({ summary: '年度报告段落 / The paragraph of a year' })
  @ReadsFrom('impact')
  annual(@Query() { year, unitId, knownAt }: AnnualQuery): Promise<AnnualReport> {
    return this.writer.annual({ year, ...(unitId === undefined ? {} : { unitId }), ...(knownAt === undefined ? {} : { knownAt }) });
  }
}
