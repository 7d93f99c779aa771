import { type BeforeApplicationShutdown, Controller, Get, Inject, type OnApplicationBootstrap, Optional, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { JOB_NEWS, jobMessage, type JobNews } from '#event-log';
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
    @Optional() @Inject(JOB_NEWS) private readonly jobs?: JobNews,
  ) {}

  @Get()
  @ForAnyRole()
  stream(@Req() request: RimRequest, @Res() reply: FastifyReply): void {
    const last = request.headers['last-event-id'];
    reply.hijack();
    const { raw } = reply;
    // Who left while its session was looked up does not close once more.
    if (raw.destroyed) return;
    const caller = request.rim.meta;
    this.fan.add(raw, caller, typeof last === 'string' ? last : undefined);
    const stopHearing = this.jobs?.listen(caller, (job) => this.fan.say(raw, jobMessage(job)));
    if (stopHearing !== undefined) raw.on('close', stopHearing);
  }

  onApplicationBootstrap(): void {
    this.impact.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.fan.end();
    await this.impact.stop();
  }
}
