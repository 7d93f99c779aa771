import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { LockPeriodBody } from '#contracts/commands';
import { Asking, Commanded, For, ForAnyRole, type ListAnswer, newId, ReadsFrom } from '#platform';
import { referenceTable } from '#reference';
import { PERIOD_LOCKING } from '../directory-access.js';
import { LockPeriod } from './lock-period.js';
import { ListPeriodLocks, type PeriodLockItem, PeriodLockQuery } from './period-lock-queries.js';

/** 期间锁定: 月结、年结. */
@ApiTags('directory')
@Controller('period-locks')
export class PeriodLocksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For(PERIOD_LOCKING)
  @ApiOperation({ summary: '锁定一个月或一年，不可撤销 / Lock a month or a year, for ever' })
  lock(@Body() body: LockPeriodBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new LockPeriod(newId(), body, context));
  }

  @Get()
  @ForAnyRole()
  @ApiOperation({ summary: '已锁定的期间 / Locked periods' })
  @ReadsFrom(referenceTable('directory'))
  list(@Query() query: PeriodLockQuery, @Asking() caller: Caller): Promise<ListAnswer<PeriodLockItem>> {
    return this.queries.execute(new ListPeriodLocks(query, caller));
  }
}
