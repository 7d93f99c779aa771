import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { SYSTEM_READING } from '#contracts';
import { For, Open } from '#platform';
import { Ledger } from '../ledger.js';
import { ledgerState, systemState, type SystemState } from '../system-state.js';
import { PROCESS_NAME } from '../tokens.js';

/** How each projection stands against the true head (contract §5). */
@ApiTags('system')
@Controller('system')
export class SystemController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PROCESS_NAME) private readonly process: string,
  ) {}

  @Get()
  @For(SYSTEM_READING)
  @ApiOperation({ summary: '各项汇总数据的进度 / How far each read model is' })
  state(): Promise<SystemState> {
    return systemState(this.ledger, this.process);
  }
}

/** For the operator: `/healthz` the process lives, `/readyz` it can serve, `/metrics` in Prometheus text. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Registry) private readonly metrics: Registry,
  ) {}

  @Get('healthz')
  @Open()
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Open()
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; problems: readonly string[] }> {
    const { problems } = await ledgerState(this.ledger);
    if (problems.length > 0) void reply.status(503);
    return { status: problems.length === 0 ? 'ready' : 'not ready', problems };
  }

  @Get('metrics')
  @Open()
  async text(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.metrics.contentType);
    return this.metrics.metrics();
  }
}
