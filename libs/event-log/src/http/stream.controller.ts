import { Controller, Get, Inject, Logger, Optional, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, mayAtAll, OPERATING, readsFigure } from '#contracts';
import { ForAnyRole, type RimRequest } from '#platform';
import { Ledger } from '../ledger.js';
import { Operations } from '../operations/operations.js';
import { FIGURES_MOVED, type FiguresMoved, JOB_NEWS, type JobNews } from '../tokens.js';
import { leastBetweenMessages } from './between-messages.js';
import { beating, CONNECTED } from './heartbeat.js';
import { jobMessage } from './job-message.js';
import { sayTo } from './say-to.js';

/** Projections whose progress moves figures. */
const FIGURES = 'impact';

type Positions = Readonly<Record<string, number>>;

/**
 * 实时通知: which figures have moved and how jobs get on, as server-sent events; each message on figures also says how far
 * they have read each log.
 */
@ApiTags('log')
@Controller('stream')
export class StreamController {
  private readonly open = new Set<() => void>();

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Optional() @Inject(FIGURES_MOVED) private readonly figuresMoved: FiguresMoved = () => Promise.resolve([]),
    @Optional() @Inject(JOB_NEWS) private readonly jobs?: JobNews,
    @Optional() @Inject(Operations) private readonly operations?: Operations,
  ) {}

  @Get()
  @ForAnyRole()
  @ApiOperation({ summary: '数字变动的实时通知（SSE） / Server-sent events as figures move' })
  stream(@Req() request: RimRequest, @Res() reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    // Who left while its session was looked up does not close once more.
    if (raw.destroyed) return;
    raw.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'keep-alive' });
    sayTo(raw, CONNECTED);
    const last = request.headers['last-event-id'];
    const tell = this.teller(raw, request.rim.meta, typeof last === 'string' ? positionsOf(last) : this.positions());
    // A returning reader is told at once where the figures stand now; what it missed is in that one message.
    tell();
    let pending: NodeJS.Timeout | undefined;
    let sentAt = 0;
    const send = (): void => {
      pending = undefined;
      sentAt = performance.now();
      tell();
    };
    const stopListening = this.ledger.host.listen((projection) => {
      if (projection === FIGURES)
        pending ??= setTimeout(send, Math.max(0, sentAt + leastBetweenMessages(this.open.size) - performance.now()));
    });
    const stopFollowing = this.followJobs(raw, request.rim.meta);
    const stopBeating = beating((text) => sayTo(raw, text));
    const close = (): void => {
      stopListening();
      stopFollowing();
      stopBeating();
      clearTimeout(pending);
      this.open.delete(close);
      raw.end();
    };
    this.open.add(close);
    raw.on('close', close);
  }

  /** Tells how jobs get on: those on the whole ledger to whoever may start them, imports to whoever may know of them. */
  private followJobs(raw: FastifyReply['raw'], caller: Caller): () => void {
    const tell = (job: object): void => {
      sayTo(raw, jobMessage(job));
    };
    const stopImports = this.jobs?.listen(caller, tell);
    const stopOperations = mayAtAll(caller, OPERATING) ? this.operations?.listen(tell) : undefined;
    return () => {
      stopImports?.();
      stopOperations?.();
    };
  }

  /** Tells one reader which of its figures moved since it was told last, one message after the other. */
  private teller(raw: FastifyReply['raw'], caller: Caller, since: Positions): () => void {
    let told = since;
    let telling = Promise.resolve();
    const tell = async (): Promise<void> => {
      const now = this.positions();
      if (idOf(now) === idOf(told)) return;
      const moved = await this.figuresMoved(told, now);
      told = now;
      const figures = moved.filter((figure) => readsFigure(caller, figure));
      // Nothing of its own moved: what did is not for it to know.
      if (moved.length > 0 && figures.length === 0) return;
      sayTo(raw, message(figures, now));
    };
    return () => {
      telling = telling.then(tell).catch((error: unknown) => {
        // The reader comes back with the id of its last message and is told then.
        new Logger(StreamController.name).error(error);
        raw.end();
      });
    };
  }

  /** Ends every stream, so that the server can stop. */
  beforeApplicationShutdown(): void {
    for (const close of [...this.open]) close();
  }

  private positions(): Positions {
    const figures = this.ledger.host.states().find((state) => state.projection === FIGURES);
    return Object.fromEntries(figures?.positions ?? []);
  }
}

/** `<log>:<position>,…`: what a reader has been told, by the id of a message. */
function idOf(positions: Positions): string {
  return Object.entries(positions)
    .map(([log, position]) => `${log}:${position}`)
    .join(',');
}

/** What {@link idOf} said; an id of another form counts as nothing told yet. */
function positionsOf(id: string): Positions {
  return Object.fromEntries([...id.matchAll(/([a-z]+):(\d{1,15})/g)].map(([, log = '', position]) => [log, Number(position)]));
}

function message(figures: readonly string[], positions: Positions): string {
  return `id: ${idOf(positions)}\nevent: figures\ndata: ${JSON.stringify({ figures, positions })}\n\n`;
}
