import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, LOG_NAMES, LOG_READING, mayAtAll, type Envelope, type LogName } from '#contracts';
import { Asking, Clock, For, ForAnyRole, type ListAnswer, OutOfSightError, ProblemError } from '#platform';
import { type EventSight, eventSightToken } from '../event-sight.js';
import { Ledger } from '../ledger.js';
import { EventStore } from '../store/event-store.js';
import { verifyChain, type ChainReport } from '../store/verify-chain.js';
import type { ChainName } from '../store/stored-event.js';
import { MORE_CHAINS } from '../tokens.js';
import { LogQuery } from './log-query.js';

/** A page of a log: a list as any other, whose cursor is a position; it also tells it, and the last one of the log, as numbers. */
interface LogPage extends ListAnswer<Envelope> {
  readonly nextAfter: number | null;
  readonly head: number;
}

/** The log itself: single events and pages (contract §5). */
@ApiTags('log')
@Controller()
export class LogController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly parts: ModuleRef,
  ) {}

  @Get('events/:eventId')
  @ForAnyRole()
  @ApiOperation({ summary: '一个事件 / One event' })
  async event(@Param('eventId') eventId: string, @Asking() caller: Caller): Promise<Envelope> {
    const [, log, position] = /^([a-z]+)-([1-9]\d{0,14})$/.exec(eventId) ?? [];
    const event = log !== undefined && this.owns(log) ? await this.store(log).at(Number(position)) : undefined;
    if (event === undefined) throw notFound(eventId);
    return this.shownTo(caller, event);
  }

  @Get('log/:log')
  @For(LOG_READING)
  @ApiOperation({ summary: '一页日志 / A page of a log' })
  async page(@Param('log') log: string, @Query() { after, cursor, limit }: LogQuery): Promise<LogPage> {
    if (!this.owns(log)) throw notFound(log);
    const store = this.store(log);
    const items = await store.readAfter(cursor == null ? after : Number(cursor), limit);
    const { position: head } = await store.head();
    const last = items.at(-1)?.position;
    const nextAfter = last !== undefined && last < head ? last : null;
    return { items, nextCursor: nextAfter === null ? null : String(nextAfter), count: head, sums: {}, nextAfter, head };
  }

  /** Who reads the whole log sees each of its events; for the others the feature says which records they see, and what of them. */
  private async shownTo(caller: Caller, event: Envelope): Promise<Envelope> {
    if (mayAtAll(caller, LOG_READING)) return event;
    const sight = this.parts.get<EventSight>(eventSightToken(event.log), { strict: false });
    if (!(await sight.sees(caller, event, this.clock.today()))) throw new OutOfSightError(event.id);
    return sight.shown(caller, event);
  }

  /** Another process's log is no table here. */
  private owns(log: string): log is LogName {
    return LOG_NAMES.some((name) => name === log && this.ledger.logs.has(name));
  }

  private store(log: LogName): EventStore {
    return new EventStore(log, this.ledger.database);
  }
}

/** The proof that nothing was changed (contract §5). */
@ApiTags('log')
@Controller('log/verify')
export class VerifyController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(MORE_CHAINS) private readonly chains: readonly ChainName[],
  ) {}

  @Get()
  @For(LOG_READING)
  @ApiOperation({ summary: '核验哈希链 / Verify the hash chains', operationId: 'LogController_verify' })
  async verify(): Promise<ChainReport[]> {
    const reports: ChainReport[] = [];
    for (const log of [...this.ledger.logs.keys(), ...this.chains]) reports.push(await verifyChain(log, this.ledger.database));
    return reports;
  }
}

function notFound(id: string): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
}
