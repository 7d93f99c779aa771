import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { AdjustReserveBody, DeclareReserveBody, PlainBody, ReasonBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Asking, Commanded, For, type ListAnswer, ProblemError, ReadsFrom } from '#platform';
import { AdjustReserve } from './adjust-reserve.js';
import { ConfirmReserve } from './confirm-reserve.js';
import { DeclareReserve } from './declare-reserve.js';
import { LockReserve } from './lock-reserve.js';
import { RESERVE_ENTRY, RESERVE_READING, RESERVE_REVIEW } from './reserve-access.js';
import type { ReserveKey } from './reserve-command.js';
import { ReserveGuard } from './reserve.guard.js';
import { ReturnReserve } from './return-reserve.js';
import { SubmitReserve } from './submit-reserve.js';
import { WithdrawReserve } from './withdraw-reserve.js';
import { GetReserve, GetReserveHistory, ListReserves, ReserveListQuery } from './reserve-queries.js';

/** 预留份额: contract §3 Reserve. */
@ApiTags('reserve')
@Controller()
@UseGuards(ReserveGuard)
export class ReservesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('reserves')
  @For(RESERVE_READING)
  @ApiOperation({ summary: '预留份额台账 / The reserve ledger' })
  @ReadsFrom('reserve_ledger')
  list(@Query() query: ReserveListQuery, @Asking() caller: Caller): Promise<ListAnswer<object>> {
    return this.queries.execute(new ListReserves(query, caller));
  }

  @Get('units/:unitId/reserves/:year')
  @For(RESERVE_READING)
  @ApiOperation({ summary: '一个单位一年的预留份额 / The reserve of a unit and year' })
  @ReadsFrom()
  get(@Param('unitId') unitId: string, @Param('year') year: string): Promise<object> {
    return this.queries.execute(new GetReserve(keyOf(unitId, year)));
  }

  @Get('units/:unitId/reserves/:year/history')
  @For(RESERVE_READING)
  @ApiOperation({ summary: '预留份额的全部事件 / Every event of a reserve' })
  @ReadsFrom()
  history(@Param('unitId') unitId: string, @Param('year') year: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetReserveHistory(keyOf(unitId, year)));
  }

  @Post('units/:unitId/reserves/:year')
  @For(RESERVE_ENTRY)
  @ApiOperation({ summary: '填报预留份额 / Declare a reserve' })
  declare(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: DeclareReserveBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new DeclareReserve(keyOf(unitId, year), body, context));
  }

  @Post('units/:unitId/reserves/:year/submit')
  @For(RESERVE_ENTRY)
  @ApiOperation({ summary: '提交审核 / Submit for review' })
  @HttpCode(200)
  submit(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: PlainBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new SubmitReserve(keyOf(unitId, year), body, context));
  }

  @Post('units/:unitId/reserves/:year/return')
  @For(RESERVE_REVIEW)
  @ApiOperation({ summary: '退回 / Return' })
  @HttpCode(200)
  giveBack(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: ReasonBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReturnReserve(keyOf(unitId, year), body, context));
  }

  @Post('units/:unitId/reserves/:year/confirm')
  @For(RESERVE_REVIEW)
  @ApiOperation({ summary: '确认 / Confirm' })
  @HttpCode(200)
  confirm(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: PlainBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new ConfirmReserve(keyOf(unitId, year), body, context));
  }

  @Post('units/:unitId/reserves/:year/adjust')
  @For(RESERVE_ENTRY)
  @ApiOperation({ summary: '调整 / Adjust' })
  @HttpCode(200)
  adjust(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: AdjustReserveBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new AdjustReserve(keyOf(unitId, year), body, context));
  }

  @Post('units/:unitId/reserves/:year/lock')
  @For(RESERVE_REVIEW)
  @ApiOperation({ summary: '锁定 / Lock' })
  @HttpCode(200)
  lock(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: PlainBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new LockReserve(keyOf(unitId, year), body, context));
  }

  @Post('units/:unitId/reserves/:year/withdrawal')
  @For(RESERVE_ENTRY)
  @ApiOperation({ summary: '撤回，仅限撤销导入 / Withdraw; only for an import that is undone' })
  @HttpCode(200)
  withdraw(
    @Param('unitId') unitId: string,
    @Param('year') year: string,
    @Body() body: ReasonBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new WithdrawReserve(keyOf(unitId, year), body, context));
  }
}

/** @throws ProblemError RECORD.NOT_FOUND for a path that names no year */
function keyOf(unitId: string, year: string): ReserveKey {
  if (!/^20\d{2}$/.test(year)) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: year } }]);
  return { unitId, year: Number(year) };
}
