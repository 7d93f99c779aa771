import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, Instant } from '#contracts';
import type { RevealBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { newId } from '#platform';
import { householdStream } from '../household/household.js';
import { notFound } from '../record/record-queries.js';
import { HouseholdSeals, type Person } from '../sealed/household-seals.js';
import { StoredReveals } from '../sealed/stored-reveals.js';

/** How long a household stays open to the account that asked. */
const OPEN_MS = 10 * 60_000;

/** 查看明文 */
export class RevealHousehold {
  constructor(
    readonly householdId: string,
    readonly body: RevealBody,
    readonly context: CommandContext,
    /** Writes the access log. */
    readonly account: () => Promise<void>,
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
    private readonly reveals: StoredReveals,
    private readonly seals: HouseholdSeals,
  ) {}

  /** Told to the logs first: what is shown without a record is never known again. @throws ProblemError RECORD.NOT_FOUND, ACCESS_LOG.UNAVAILABLE */
  async execute({ householdId, body, context, account }: RevealHousehold): Promise<Revealed> {
    const { state } = await this.log.load(householdStream(householdId));
    if (state.state !== 'registered') throw notFound(householdId);
    const { now: revealedAt, meta } = context;
    const until = new Date(Date.parse(revealedAt) + OPEN_MS).toISOString();
    await account();
    await this.reveals.record({ revealId: newId(), householdId, account: meta.actor.account, reason: body.reason, revealedAt, until });
    const person = state.sealId === null ? undefined : (await this.seals.open(new Map([[householdId, state.sealId]]))).get(householdId);
    return { id: householdId, private: person ?? null, until };
  }
}
