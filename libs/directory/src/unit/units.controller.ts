import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { MergeUnitBody, MoveUnitBody, ReasonBody, RegisterUnitBody, RenameUnitBody, RevealBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { AccessLog, Asking, Commanded, For, LimitedPerUser, type ListAnswer, newId, ReadsFrom, REVEALS, type RimRequest } from '#platform';
import { ADMINISTRATION, CONTACT_READING, UNIT_READING } from '../directory-access.js';
import { CloseUnit } from './close-unit.js';
import { MergeUnit } from './merge-unit.js';
import { MoveUnit } from './move-unit.js';
import { RegisterUnit } from './register-unit.js';
import { RenameUnit } from './rename-unit.js';
import { type RevealedContact, RevealContact } from './reveal-contact.js';
import { UnitGuard } from './unit.guard.js';
import { WithdrawUnit } from './withdraw-unit.js';
import { GetUnit, GetUnitHistory, ListUnits, type UnitItem, UnitListQuery } from './unit-queries.js';

/** 单位: contract §3 Directory. */
@ApiTags('directory')
@Controller('units')
@UseGuards(UnitGuard)
export class UnitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly access: AccessLog,
  ) {}

  @Post()
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '登记单位 / Register a unit' })
  register(@Body() body: RegisterUnitBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RegisterUnit(body.id ?? newId(), body, context));
  }

  @Get()
  @For(UNIT_READING)
  @ApiOperation({ summary: '单位台账 / The unit ledger' })
  @ReadsFrom('unit_ledger')
  list(@Query() query: UnitListQuery, @Asking() caller: Caller): Promise<ListAnswer<UnitItem>> {
    return this.queries.execute(new ListUnits(query, caller));
  }

  @Get(':id')
  @For(UNIT_READING)
  @ApiOperation({ summary: '一个单位 / One unit' })
  @ReadsFrom()
  get(@Param('id') id: string): Promise<object> {
    return this.queries.execute(new GetUnit(id));
  }

  @Get(':id/history')
  @For(UNIT_READING)
  @ApiOperation({ summary: '单位的全部事件，含订单所属单位变更 / Every event of a unit, with the orders re-attributed to it or from it' })
  @ReadsFrom('unit_ledger', 'unit_reattribution')
  history(@Param('id') id: string, @Asking() caller: Caller): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetUnitHistory(id, caller));
  }

  @Post(':id/rename')
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '更名 / Rename' })
  @HttpCode(200)
  rename(@Param('id') id: string, @Body() body: RenameUnitBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RenameUnit(id, body, context));
  }

  @Post(':id/move')
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '改隶属 / Move to another parent' })
  @HttpCode(200)
  move(@Param('id') id: string, @Body() body: MoveUnitBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new MoveUnit(id, body, context));
  }

  @Post(':id/merge')
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '并入另一单位 / Merge into another unit' })
  @HttpCode(200)
  merge(@Param('id') id: string, @Body() body: MergeUnitBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new MergeUnit(id, body, context));
  }

  @Post(':id/close')
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '撤销 / Close' })
  @HttpCode(200)
  close(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new CloseUnit(id, body, context));
  }

  @Post(':id/reveal')
  @For(CONTACT_READING)
  @LimitedPerUser(REVEALS)
  @ApiOperation({ summary: '查看联系人与电话 / Show whom to call at a unit' })
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  reveal(
    @Param('id') id: string,
    @Body() body: RevealBody,
    @Commanded() _context: CommandContext,
    @Req() request: RimRequest,
  ): Promise<RevealedContact> {
    const note = { kind: 'reveal', subject: id, reason: body.reason } as const;
    return this.commands.execute(new RevealContact(id, () => this.access.record(request, note)));
  }

  @Post(':id/withdrawal')
  @For(ADMINISTRATION)
  @ApiOperation({ summary: '撤回，仅限撤销导入 / Withdraw; only for an import that is undone' })
  @HttpCode(200)
  withdraw(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new WithdrawUnit(id, body, context));
  }
}
