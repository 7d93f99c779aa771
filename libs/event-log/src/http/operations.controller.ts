import { type BeforeApplicationShutdown, Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Job, OPERATING, SYSTEM_READING } from '#contracts';
import { LoadDemoBody, RebuildBody } from '#contracts/commands';
import { AccessLog, For, NotACommand, type RimRequest } from '#platform';
import { type DemoLoading, Operations } from '../operations/operations.js';

/** What can be loaded and rebuilt, and what ran last; the latest job first. */
export interface OperationsState {
  readonly demonstrations: readonly string[];
  readonly projections: readonly string[];
  readonly items: readonly Job[];
}

/** 演示数据 and 重建汇总: by the administrator, one at a time, each in the access log (contract §5). */
@ApiTags('system')
@Controller()
export class OperationsController implements BeforeApplicationShutdown {
  constructor(
    @Inject(Operations) private readonly operations: Operations,
    @Inject(AccessLog) private readonly access: AccessLog,
  ) {}

  @Post('demo/load')
  @For(OPERATING)
  @HttpCode(202)
  @NotACommand()
  @ApiOperation({ summary: '载入演示数据 / Load a demonstration' })
  loadDemo(@Body() { year }: LoadDemoBody, @Req() request: RimRequest): Promise<DemoLoading> {
    return this.operations.loadDemo(year, () => this.access.record(request, { kind: 'demo-loaded', subject: year }));
  }

  @Post('demo/clear')
  @For(OPERATING)
  @HttpCode(202)
  @NotACommand()
  @ApiOperation({ summary: '清空演示数据 / Clear the demonstration' })
  clearDemo(@Req() request: RimRequest): Promise<Job> {
    return this.operations.clearDemo(() => this.access.record(request, { kind: 'demo-cleared' }));
  }

  @Post('rebuilds')
  @For(OPERATING)
  @HttpCode(202)
  @NotACommand()
  @ApiOperation({ summary: '重建汇总，期间旧数照常可读 / Rebuild read models; the old figures stay readable meanwhile' })
  rebuild(@Body() { projections }: RebuildBody, @Req() request: RimRequest): Promise<Job> {
    return this.operations.rebuild(projections, () => this.access.record(request, { kind: 'rebuilt', subject: projections.join(' ') }));
  }

  @Get('rebuilds')
  @For(SYSTEM_READING)
  @ApiOperation({ summary: '可以载入和重建什么，最近的任务 / What can be loaded and rebuilt, and the latest jobs' })
  state(): OperationsState {
    const { demonstrations, projections } = this.operations;
    return { demonstrations, projections, items: this.operations.jobs() };
  }

  @Get('rebuilds/:id')
  @For(SYSTEM_READING)
  @ApiOperation({ summary: '一项任务的进度 / How a job stands' })
  job(@Param('id') id: string): Job {
    return this.operations.job(id);
  }

  @Post('rebuilds/:id/cancel')
  @For(OPERATING)
  @HttpCode(200)
  @NotACommand()
  @ApiOperation({ summary: '取消任务 / Cancel a job' })
  cancel(@Param('id') id: string): Job {
    return this.operations.cancel(id);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.operations.stop();
  }
}
