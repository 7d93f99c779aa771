import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Ledger } from '../ledger.js';

/** A comment every 15 s keeps proxies from closing an idle stream (contract §5). */
const HEARTBEAT_MS = 15_000;
/** Projections whose progress moves figures. */
const FIGURES = 'impact';
/** Several commits within this time make one message: a reader refetches once. */
const COALESCE_MS = 20;

/** 实时通知: which log's figures have moved, as server-sent events. */
@ApiTags('log')
@Controller('stream')
export class StreamController {
  private readonly open = new Set<() => void>();

  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: '数字变动的实时通知（SSE） / Server-sent events as figures move' })
  stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'keep-alive' });
    const positions = this.positions();
    const last = request.headers['last-event-id'];
    // A returning reader is told at once where the figures stand now; what it missed is in that one message.
    raw.write(typeof last === 'string' && last !== idOf(positions) ? message(positions) : ': connected\n\n');
    let pending: NodeJS.Timeout | undefined;
    const send = (): void => {
      pending = undefined;
      raw.write(message(this.positions()));
    };
    const stopListening = this.ledger.host.listen((projection) => {
      if (projection === FIGURES) pending ??= setTimeout(send, COALESCE_MS);
    });
    const heartbeat = setInterval(() => raw.write(': heartbeat\n\n'), HEARTBEAT_MS);
    const close = (): void => {
      stopListening();
      clearInterval(heartbeat);
      clearTimeout(pending);
      this.open.delete(close);
      raw.end();
    };
    this.open.add(close);
    raw.on('close', close);
  }

  /** Ends every stream, so that the server can stop. */
  beforeApplicationShutdown(): void {
    for (const close of [...this.open]) close();
  }

  private positions(): Readonly<Record<string, number>> {
    const figures = this.ledger.host.states().find((state) => state.projection === FIGURES);
    return Object.fromEntries(figures?.positions ?? []);
  }
}

function idOf(positions: Readonly<Record<string, number>>): string {
  return Object.entries(positions)
    .map(([log, position]) => `${log}:${position}`)
    .join(',');
}

function message(positions: Readonly<Record<string, number>>): string {
  return `id: ${idOf(positions)}\nevent: figures\ndata: ${JSON.stringify({ positions })}\n\n`;
}
