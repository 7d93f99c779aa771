import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { ExitHouseholdBody, ReasonBody, RegisterHouseholdBody, RevealBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { AccessLog, Asking, Commanded, For, LimitedPerUser, type ListAnswer, newId, ReadsFrom, REVEALS, type RimRequest } from '#platform';
import type { WithheldList } from '../record/few-households.js';
import { HouseholdGuard } from '../record/village-record.guard.js';
import type { Facts } from '../record/record-queries.js';
import { ADMINISTRATION, SUPPORT_ENTRY, SUPPORT_READING } from '../record/support-access.js';
import { type Revealed, RevealHousehold } from '../reveal/reveal-household.js';
import { ExitHousehold } from './exit-household.js';
import { ForgetHousehold } from './forget-household.js';
import { GetHousehold, GetHouseholdHistory, HouseholdListQuery, ListHouseholds, type HouseholdItem } from './household-queries.js';
import { RegisterHousehold } from './register-household.js';
import { WithdrawHousehold } from './withdraw-household.js';

/** 农户: contract §3 Households and support. */
@ApiTags('households')
@Controller('households')
@UseGuards(HouseholdGuard)
export class HouseholdsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly access: AccessLog,
  ) {}

  @Post()
  @For(SUPPORT_ENTRY)
  @ApiOperation({ summary: '登记帮扶户 / Register a household' })
  register(@Body() body: RegisterHouseholdBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RegisterHousehold(body.id ?? newId(), body, context));
  }

  @Get()
  @For(SUPPORT_READING)
  @ApiOperation({ summary: '帮扶户台账 / The household ledger' })
  @ReadsFrom('household_ledger')
  list(@Query() query: HouseholdListQuery, @Asking() caller: Caller): Promise<ListAnswer<HouseholdItem> | WithheldList> {
    return this.queries.execute(new ListHouseholds(query, caller));
  }

  @Get(':id')
  @For(SUPPORT_READING)
  @ApiOperation({ summary: '一个帮扶户 / One household' })
  @ReadsFrom()
  @Header('Cache-Control', 'no-store')
  get(@Param('id') id: string, @Asking() caller: Caller): Promise<Facts> {
    return this.queries.execute(new GetHousehold(id, caller));
  }

  @Get(':id/history')
  @For(SUPPORT_READING)
  @ApiOperation({ summary: '帮扶户的全部事件 / Every event of a household' })
  @ReadsFrom()
  history(@Param('id') id: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetHouseholdHistory(id));
  }

  @Post(':id/exit')
  @For(SUPPORT_ENTRY)
  @ApiOperation({ summary: '退出，含全部程序日期 / Exit, with the dates of every step' })
  @HttpCode(200)
  exit(@Param('id') id: string, @Body() body: ExitHouseholdBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new ExitHousehold(id, body, context));
  }

  @Post(':id/reveal')
  @For(SUPPORT_ENTRY)
  @LimitedPerUser(REVEALS)
  @ApiOperation({ summary: '查看姓名与电话，十分钟内有效 / Show name and phone, for ten minutes' })
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  reveal(
    @Param('id') id: string,
    @Body() body: RevealBody,
    @Commanded() context: CommandContext,
    @Req() request: RimRequest,
  ): Promise<Revealed> {
    const note = { kind: 'reveal', subject: id, reason: body.reason } as const;
    return this.commands.execute(new RevealHousehold(id, body, context, () => this.access.record(request, note)));
  }

  @Post(':id/forget')
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '销毁姓名与电话 / Destroy name and phone' })
  @HttpCode(200)
  forget(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new ForgetHousehold(id, body, context));
  }

  @Post(':id/withdrawal')
  @For(SUPPORT_ENTRY)
  @ApiOperation({ summary: '撤回，仅限撤销导入 / Withdraw; only for an import that is undone' })
  @HttpCode(200)
  withdraw(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new WithdrawHousehold(id, body, context));
  }
}
