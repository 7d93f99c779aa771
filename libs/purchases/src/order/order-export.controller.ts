import { Controller, Get, Inject, Query, Req, Res, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccessLog, exportNote, EXPORTS, For, LimitedPerUser, ReadsFrom, type RimRequest, sendCsv } from '#platform';
import { ORDER_READING } from './order-access.js';
import { ExportOrders } from './order-export.query.js';
import { OrderListQuery } from './order-ledger.query.js';
import { OrderGuard } from './order.guard.js';

/** 采购台账 as a sheet: what the list shows under the same filters, whole. */
@ApiTags('orders')
@Controller()
@UseGuards(OrderGuard)
export class OrderExportController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  @Get('orders.csv')
  @For(ORDER_READING)
  @LimitedPerUser(EXPORTS)
  @ReadsFrom('order_ledger')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: '导出订单台账；导出记入访问日志 / Export the order ledger; the export is recorded' })
  async csv(@Query() query: OrderListQuery, @Req() request: RimRequest, @Res() reply: FastifyReply): Promise<void> {
    const lines = await this.queries.execute<ExportOrders, AsyncGenerator<string>>(new ExportOrders(query, request.rim.meta));
    await this.access.record(request, exportNote('orders', query));
    await sendCsv(reply, 'orders.csv', lines);
  }
}
