import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Instant } from '#contracts';
import { queryNumber, ReadsFrom } from '#platform';
import { IsInstantText, queryInstant } from '../figure/figure-query.js';
import type { AnnualReport } from './annual-report.js';
import { ReportWriter } from './report-writer.js';

const YEAR = { context: { code: 'QUERY.INVALID', params: { expected: '1900–2100' } } };
const UNIT = { context: { code: 'QUERY.INVALID', params: { expected: '单位编号 / a unit id' } } };

class AnnualQuery {
  @ApiProperty({ type: 'integer' })
  @Transform(queryNumber)
  @IsInt(YEAR)
  @Min(1900, YEAR)
  @Max(2100, YEAR)
  year!: number;

  @ApiProperty({ required: false, type: String })
  @IsOptional()
  @Matches(/^[A-Za-z0-9._~:-]{1,100}$/, UNIT)
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
  @ApiOperation({ summary: '年度报告段落 / The paragraph of a year' })
  @ReadsFrom('impact')
  annual(@Query() { year, unitId, knownAt }: AnnualQuery): Promise<AnnualReport> {
    return this.writer.annual({ year, ...(unitId === undefined ? {} : { unitId }), ...(knownAt === undefined ? {} : { knownAt }) });
  }
}
