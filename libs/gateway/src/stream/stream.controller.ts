import { type BeforeApplicationShutdown, Controller, Get, Inject, type OnApplicationBootstrap, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ForAnyRole, type RimRequest } from '#platform';
import { ImpactStream } from './impact-stream.js';
import { StreamFan } from './stream-fan.js';

/** 实时通知 for any number of clients, from one subscription (contract §5). Described by the services' documents. */
@ApiExcludeController()
@Controller('stream')
export class FannedStreamController implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(StreamFan) private readonly fan: StreamFan,
    @Inject(ImpactStream) private readonly impact: ImpactStream,
  ) {}

  @Get()
  @ForAnyRole()
  stream(@Req() request: RimRequest, @Res() reply: FastifyReply): void {
    const last = request.headers['last-event-id'];
    reply.hijack();
    this.fan.add(reply.raw, request.rim.meta, typeof last === 'string' ? last : undefined);
  }

  onApplicationBootstrap(): void {
    this.impact.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.fan.end();
    await this.impact.stop();
  }
}
