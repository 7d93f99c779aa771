import { Controller, Get, Inject, Query, Req, Res, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccessLog, exportNote, EXPORTS, For, LimitedPerUser, ReadsFrom, type RimRequest, sendCsv } from '#platform';
import { SaleGuard } from '../record/village-record.guard.js';
import { SALE_READING } from '../record/support-access.js';
import { ExportSales } from './sale-export.query.js';
import { SaleListQuery } from './sale-queries.js';

/** 帮助销售台账 as a sheet, without anybody's name. */
@ApiTags('households')
@Controller()
@UseGuards(SaleGuard)
export class SaleExportController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  @Get('sales.csv')
  @For(SALE_READING)
  @LimitedPerUser(EXPORTS)
  @ReadsFrom('sale_ledger', 'household_ledger')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: '导出帮销台账；导出记入访问日志 / Export the sale ledger; the export is recorded' })
  async csv(@Query() query: SaleListQuery, @Req() request: RimRequest, @Res() reply: FastifyReply): Promise<void> {
    const lines = await this.queries.execute<ExportSales, AsyncGenerator<string>>(new ExportSales(query, request.rim.meta));
    await this.access.record(request, exportNote('sales', query));
    await sendCsv(reply, 'sales.csv', lines);
  }
}
