import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext, CommandResult } from '#contracts';
import { ReasonBody, RecordActivityBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Commanded, type ListAnswer, newId, ReadsFrom } from '#platform';
import type { Facts } from '../record/record-queries.js';
import { type ActivityItem, ActivityListQuery, GetActivity, GetActivityHistory, ListActivities } from './activity-queries.js';
import { RecordActivity } from './record-activity.js';
import { VoidActivity } from './void-activity.js';

/** 帮扶活动: contract §3 Households and support. */
@ApiTags('households')
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  record(@Body() body: RecordActivityBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RecordActivity(body.id ?? newId(), body, context));
  }

  @Get()
  @ReadsFrom('activity_ledger')
  list(@Query() query: ActivityListQuery): Promise<ListAnswer<ActivityItem>> {
    return this.queries.execute(new ListActivities(query));
  }

  @Get(':id')
  get(@Param('id') id: string): Promise<Facts> {
    return this.queries.execute(new GetActivity(id));
  }

  @Get(':id/history')
  history(@Param('id') id: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetActivityHistory(id));
  }

  @Post(':id/void')
  @HttpCode(200)
  void(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new VoidActivity(id, body, context));
  }
}
