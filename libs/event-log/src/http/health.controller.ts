import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Open } from '#platform';
import type { Ledger } from '../ledger.js';
import { ledgerState } from '../system-state.js';

/** Says why a process cannot serve. Each tier has its own: the gateway asks the services too. */
export abstract class Readiness {
  /** @returns one sentence for each reason; empty where the process is ready */
  abstract problems(): Promise<readonly string[]>;
}

/** A process that depends on nothing but its own part of the ledger. */
export class LedgerReadiness extends Readiness {
  constructor(private readonly ledger: Ledger) {
    super();
  }

  async problems(): Promise<readonly string[]> {
    return (await ledgerState(this.ledger)).problems;
  }
}

/** For the operator: `/healthz` this process lives, `/readyz` it can serve, `/metrics` of this process in Prometheus text. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
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
    const problems = await this.readiness.problems();
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
