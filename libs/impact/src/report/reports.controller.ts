import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';
import { type Caller, type Instant, REPORT_READING } from '#contracts';
import { Id } from '#contracts/commands';
import { Asking, For, QueryYear, ReadsFrom } from '#platform';
import { FigureScopes } from '../figure/figure-scope.query.js';
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
  constructor(
    private readonly writer: ReportWriter,
    private readonly scopes: FigureScopes,
  ) {}

  @Get('annual')
  @For(REPORT_READING)
  @ApiOperation({ summary: '年度报告段落 / The paragraph of a year' })
  @ReadsFrom('impact')
  async annual(@Query() query: AnnualQuery, @Asking() caller: Caller): Promise<AnnualReport> {
    const { year, unitId, knownAt } = query;
    const asked = { year, ...(unitId === undefined ? {} : { unitId }), ...(knownAt === undefined ? {} : { knownAt }) };
    // A report is of the units its purchases are of.
    const { unitId: within } = await this.scopes.narrowed(caller, 'purchase.paid', asked);
    return this.writer.annual({ ...asked, ...(within === undefined ? {} : { unitId: within }) }, caller);
  }
}
