import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, Instant } from '#contracts';
import type { RevealBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { newId } from '#platform';
import { householdStream } from '../household/household.js';
import { notFound } from '../record/record-queries.js';
import { HouseholdSeals, type Person } from '../sealed/household-seals.js';
import { REVEAL_LOG, type RevealLog } from './reveal-log.js';

/** How long a household stays open to the account that asked. */
const OPEN_MS = 10 * 60_000;

/** 查看明文 */
export class RevealHousehold {
  constructor(
    readonly householdId: string,
    readonly body: RevealBody,
    readonly context: CommandContext,
  ) {}
}

/** A household's name and phone as they are; `null` where none were given or they were destroyed. */
export interface Revealed {
  readonly id: string;
  readonly private: Person | null;
  readonly until: Instant;
}

@CommandHandler(RevealHousehold)
export class RevealHouseholdHandler implements ICommandHandler<RevealHousehold, Revealed> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(REVEAL_LOG) private readonly reveals: RevealLog,
    private readonly seals: HouseholdSeals,
  ) {}

  /** Told to the log first: what is shown without a record is never known again. @throws ProblemError RECORD.NOT_FOUND */
  async execute({ householdId, body, context }: RevealHousehold): Promise<Revealed> {
    const { state } = await this.log.load(householdStream(householdId));
    if (state.state !== 'registered') throw notFound(householdId);
    const { now: revealedAt, meta } = context;
    const until = new Date(Date.parse(revealedAt) + OPEN_MS).toISOString();
    const { account } = meta.actor;
    await this.reveals.record({ revealId: newId(), householdId, account, reason: body.reason, revealedAt, until });
    const person = state.sealId === null ? undefined : (await this.seals.open(new Map([[householdId, state.sealId]]))).get(householdId);
    return { id: householdId, private: person ?? null, until };
  }
}
