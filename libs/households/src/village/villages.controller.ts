import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { RegisterVillageBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Asking, Commanded, For, type ListAnswer, ReadsFrom } from '#platform';
import { VillageGuard } from '../record/village-record.guard.js';
import type { Facts } from '../record/record-queries.js';
import { ADMINISTRATION, VILLAGE_READING } from '../record/support-access.js';
import { RegisterVillage } from './register-village.js';
import { GetVillage, GetVillageHistory, ListVillages, type VillageItem, VillageListQuery } from './village-queries.js';

/** 村（社区）: contract §3 Households and support. */
@ApiTags('households')
@Controller('villages')
@UseGuards(VillageGuard)
export class VillagesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '登记村（社区） / Register a village' })
  register(@Body() body: RegisterVillageBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RegisterVillage(body, context));
  }

  @Get()
  @For(VILLAGE_READING)
  @ApiOperation({ summary: '村台账 / The village ledger' })
  @ReadsFrom('village_ledger')
  list(@Query() query: VillageListQuery, @Asking() caller: Caller): Promise<ListAnswer<VillageItem>> {
    return this.queries.execute(new ListVillages(query, caller));
  }

  @Get(':code')
  @For(VILLAGE_READING)
  @ApiOperation({ summary: '一个村 / One village' })
  @ReadsFrom()
  get(@Param('code') code: string): Promise<Facts> {
    return this.queries.execute(new GetVillage(code));
  }

  @Get(':code/history')
  @For(VILLAGE_READING)
  @ApiOperation({ summary: '村的全部事件 / Every event of a village' })
  @ReadsFrom()
  history(@Param('code') code: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetVillageHistory(code));
  }
}
