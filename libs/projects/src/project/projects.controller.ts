import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import { PlanStageBody, PostNoticeBody, ReachStageBody, ReasonBody, RecordFundsBody, RegisterProjectBody } from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Asking, Commanded, For, type ListAnswer, newId, ReadsFrom } from '#platform';
import { GetProject, GetProjectHistory } from './get-project.js';
import { PlanStage } from './plan-stage.js';
import { PostNotice } from './post-notice.js';
import { PROJECT_ENTRY, PROJECT_READING } from './project-access.js';
import { type BoardItem, ListProjects, ProjectListQuery } from './project-board.query.js';
import { ProjectGuard } from './project.guard.js';
import type { ProjectView } from './project-view.js';
import { ReachStage } from './reach-stage.js';
import { RecordFunds } from './record-funds.js';
import { RegisterProject } from './register-project.js';
import { ReopenStage } from './reopen-stage.js';
import { ResumeProject } from './resume-project.js';
import { SkipStage } from './skip-stage.js';
import { SuspendProject } from './suspend-project.js';

/** 项目: contract §3 Projects. */
@ApiTags('projects')
@Controller('projects')
@UseGuards(ProjectGuard)
export class ProjectsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '登记项目 / Register a project' })
  register(@Body() body: RegisterProjectBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RegisterProject(body.id ?? newId(), body, context));
  }

  @Get()
  @For(PROJECT_READING)
  @ApiOperation({ summary: '项目看板 / The project board' })
  @ReadsFrom('project_board')
  list(@Query() query: ProjectListQuery, @Asking() caller: Caller): Promise<ListAnswer<BoardItem>> {
    return this.queries.execute(new ListProjects(query, caller));
  }

  @Get(':id')
  @For(PROJECT_READING)
  @ApiOperation({ summary: '一个项目 / One project' })
  @ReadsFrom()
  get(@Param('id') id: string): Promise<ProjectView> {
    return this.queries.execute(new GetProject(id));
  }

  @Get(':id/history')
  @For(PROJECT_READING)
  @ApiOperation({ summary: '项目的全部事件 / Every event of a project' })
  @ReadsFrom()
  history(@Param('id') id: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetProjectHistory(id));
  }

  @Post(':id/stages/:stage/plan')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '安排环节的计划日期 / Plan a stage' })
  @HttpCode(200)
  plan(
    @Param('id') id: string,
    @Param('stage') stage: string,
    @Body() body: PlanStageBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new PlanStage({ projectId: id, stage }, body, context));
  }

  @Post(':id/stages/:stage/reach')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '完成环节 / Reach a stage' })
  @HttpCode(200)
  reach(
    @Param('id') id: string,
    @Param('stage') stage: string,
    @Body() body: ReachStageBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReachStage({ projectId: id, stage }, body, context));
  }

  @Post(':id/stages/:stage/skip')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '跳过环节 / Skip a stage' })
  @HttpCode(200)
  skip(
    @Param('id') id: string,
    @Param('stage') stage: string,
    @Body() body: ReasonBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new SkipStage({ projectId: id, stage }, body, context));
  }

  @Post(':id/stages/:stage/reopen')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '重开环节 / Reopen a stage' })
  @HttpCode(200)
  reopen(
    @Param('id') id: string,
    @Param('stage') stage: string,
    @Body() body: ReasonBody,
    @Commanded() context: CommandContext,
  ): Promise<CommandResult> {
    return this.commands.execute(new ReopenStage({ projectId: id, stage }, body, context));
  }

  @Post(':id/funds')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '资金 / Record funds' })
  @HttpCode(200)
  funds(@Param('id') id: string, @Body() body: RecordFundsBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RecordFunds(id, body, context));
  }

  @Post(':id/notices')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '公告 / Post a notice' })
  @HttpCode(200)
  notice(@Param('id') id: string, @Body() body: PostNoticeBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new PostNotice(id, body, context));
  }

  @Post(':id/suspend')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '暂停 / Suspend' })
  @HttpCode(200)
  suspend(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new SuspendProject(id, body, context));
  }

  @Post(':id/resume')
  @For(PROJECT_ENTRY)
  @ApiOperation({ summary: '恢复 / Resume' })
  @HttpCode(200)
  resume(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new ResumeProject(id, body, context));
  }
}
