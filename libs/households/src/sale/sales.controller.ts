import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { CorrectSaleBody, ReasonBody, RecordSaleBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Asking, Commanded, For, type ListAnswer, newId, ReadsFrom } from '#platform';
import { BeforeLock } from '#reference';
import type { WithheldList } from '../record/few-households.js';
import { SaleAdjustingGuard, SaleGuard } from '../record/village-record.guard.js';
import type { Facts } from '../record/record-queries.js';
import { SALE_KEEPING, SALE_READING, SUPPORT_ENTRY } from '../record/support-access.js';
import { CorrectSale } from './correct-sale.js';
import { RecordSale } from './record-sale.js';
import { GetSale, GetSaleHistory, ListSales, type SaleItem, SaleListQuery } from './sale-queries.js';
import { VoidSale } from './void-sale.js';

/** 帮助销售: contract §3 Households and support. */
@ApiTags('households')
@Controller('sales')
@UseGuards(SaleAdjustingGuard, SaleGuard)
export class SalesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For(SALE_KEEPING)
  @BeforeLock(SUPPORT_ENTRY)
  @ApiOperation({ summary: '记录帮助销售 / Record a sale' })
  record(@Body() body: RecordSaleBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RecordSale(body.id ?? newId(), body, context));
  }

  @Get()
  @For(SALE_READING)
  @ApiOperation({ summary: '帮销台账 / The sale ledger' })
  @ReadsFrom('sale_ledger', 'household_ledger')
  list(@Query() query: SaleListQuery, @Asking() caller: Caller): Promise<ListAnswer<SaleItem> | WithheldList> {
    return this.queries.execute(new ListSales(query, caller));
  }

  @Get(':id')
  @For(SALE_READING)
  @ApiOperation({ summary: '一笔帮销 / One sale' })
  @ReadsFrom()
  get(@Param('id') id: string, @Asking() caller: Caller): Promise<Facts> {
    return this.queries.execute(new GetSale(id, caller));
  }

  @Get(':id/history')
  @For(SALE_READING)
  @ApiOperation({ summary: '帮销的全部事件 / Every event of a sale' })
  @ReadsFrom()
  history(@Param('id') id: string, @Asking() caller: Caller): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetSaleHistory(id, caller));
  }

  @Post(':id/correction')
  @For(SALE_KEEPING)
  @BeforeLock(SUPPORT_ENTRY)
  @ApiOperation({ summary: '更正 / Correct' })
  @HttpCode(200)
  correct(@Param('id') id: string, @Body() body: CorrectSaleBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new CorrectSale(id, body, context));
  }

  @Post(':id/void')
  @For(SALE_KEEPING)
  @BeforeLock(SUPPORT_ENTRY)
  @ApiOperation({ summary: '作废 / Void' })
  @HttpCode(200)
  void(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new VoidSale(id, body, context));
  }
}
