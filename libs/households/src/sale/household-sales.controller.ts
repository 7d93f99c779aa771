import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '#contracts';
import { Asking, For, type ListAnswer, ReadsFrom } from '#platform';
import { SUPPORT_READING } from '../record/support-access.js';
import type { WithheldList } from '../record/few-households.js';
import { HouseholdGuard } from '../record/village-record.guard.js';
import { type HouseholdSales, HouseholdSalesQuery, ListHouseholdSales } from './household-sales.query.js';

/** 农户销售: who sees households sees what each of them sold. */
@ApiTags('households')
@Controller('household-sales')
@UseGuards(HouseholdGuard)
export class HouseholdSalesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @For(SUPPORT_READING)
  @ApiOperation({ summary: '各户的帮助销售，金额大的在前 / What each household sold, largest amount first' })
  @ReadsFrom('sale_ledger', 'household_ledger')
  list(@Query() query: HouseholdSalesQuery, @Asking() caller: Caller): Promise<ListAnswer<HouseholdSales> | WithheldList> {
    return this.queries.execute(new ListHouseholdSales(query, caller));
  }
}
