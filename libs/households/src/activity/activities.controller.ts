import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { ReasonBody, RecordActivityBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Asking, Commanded, For, type ListAnswer, newId, ReadsFrom } from '#platform';
import { ActivityGuard } from '../record/village-record.guard.js';
import type { Facts } from '../record/record-queries.js';
import { ACTIVITY_ENTRY, ACTIVITY_READING } from '../record/support-access.js';
import { type ActivityItem, ActivityListQuery, GetActivity, GetActivityHistory, ListActivities } from './activity-queries.js';
import { RecordActivity } from './record-activity.js';
import { VoidActivity } from './void-activity.js';

/** 帮扶活动: contract §3 Households and support. */
@ApiTags('households')
@Controller('activities')
@UseGuards(ActivityGuard)
export class ActivitiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For(ACTIVITY_ENTRY)
  @ApiOperation({ summary: '记录帮扶活动 / Record an activity' })
  record(@Body() body: RecordActivityBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RecordActivity(body.id ?? newId(), body, context));
  }

  @Get()
  @For(ACTIVITY_READING)
  @ApiOperation({ summary: '帮扶活动台账 / The activity ledger' })
  @ReadsFrom('activity_ledger')
  list(@Query() query: ActivityListQuery, @Asking() caller: Caller): Promise<ListAnswer<ActivityItem>> {
    return this.queries.execute(new ListActivities(query, caller));
  }

  @Get(':id')
  @For(ACTIVITY_READING)
  @ApiOperation({ summary: '一项活动 / One activity' })
  @ReadsFrom()
  get(@Param('id') id: string): Promise<Facts> {
    return this.queries.execute(new GetActivity(id));
  }

  @Get(':id/history')
  @For(ACTIVITY_READING)
  @ApiOperation({ summary: '活动的全部事件 / Every event of an activity' })
  @ReadsFrom()
  history(@Param('id') id: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetActivityHistory(id));
  }

  @Post(':id/void')
  @For(ACTIVITY_ENTRY)
  @ApiOperation({ summary: '作废 / Void' })
  @HttpCode(200)
  void(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new VoidActivity(id, body, context));
  }
}
