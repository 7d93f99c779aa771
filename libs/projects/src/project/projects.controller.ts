import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext, CommandResult } from '#contracts';
import { PlanStageBody, PostNoticeBody, ReachStageBody, ReasonBody, RecordFundsBody, RegisterProjectBody } from '#contracts/commands';
import { Commanded, type ListAnswer, newId, ReadsFrom } from '#platform';
import { GetProject, GetProjectHistory } from './get-project.js';
import { PlanStage } from './plan-stage.js';
import { PostNotice } from './post-notice.js';
import { type BoardItem, ListProjects, ProjectListQuery } from './project-board.query.js';
import type { HistoryItem } from './project-history.js';
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
export class ProjectsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  register(@Body() body: RegisterProjectBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RegisterProject(body.id ?? newId(), body, context));
  }

  @Get()
  @ReadsFrom('project_board')
  list(@Query() query: ProjectListQuery): Promise<ListAnswer<BoardItem>> {
    return this.queries.execute(new ListProjects(query));
  }

  @Get(':id')
  get(@Param('id') id: string): Promise<ProjectView> {
    return this.queries.execute(new GetProject(id));
  }

  @Get(':id/history')
  history(@Param('id') id: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetProjectHistory(id));
  }

  @Post(':id/stages/:stage/plan')
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
  @HttpCode(200)
  funds(@Param('id') id: string, @Body() body: RecordFundsBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RecordFunds(id, body, context));
  }

  @Post(':id/notices')
  @HttpCode(200)
  notice(@Param('id') id: string, @Body() body: PostNoticeBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new PostNotice(id, body, context));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  suspend(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new SuspendProject(id, body, context));
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new ResumeProject(id, body, context));
  }
}
