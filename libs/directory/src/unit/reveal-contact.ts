import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EventLog, logToken } from '#event-log';
import { type Contact, UnitContacts } from '../sealed/unit-contacts.js';
import { notFound } from './not-found.js';
import { unitStream } from './unit.js';

/** 查看联系人 */
export class RevealContact {
  constructor(
    readonly unitId: string,
    /** Writes the access log. */
    readonly account: () => Promise<void>,
  ) {}
}

/** Whom to call at a unit, as it was given. Said once: who looks again gives a reason again. */
export interface RevealedContact extends Contact {
  readonly id: string;
}

@CommandHandler(RevealContact)
export class RevealContactHandler implements ICommandHandler<RevealContact, RevealedContact> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    private readonly contacts: UnitContacts,
  ) {}

  /** Told to the access log first. @throws ProblemError RECORD.NOT_FOUND, ACCESS_LOG.UNAVAILABLE */
  async execute({ unitId, account }: RevealContact): Promise<RevealedContact> {
    const { state } = await this.log.load(unitStream(unitId));
    if (state.state === 'absent' || state.state === 'withdrawn') throw notFound(unitId);
    await account();
    return { id: unitId, ...(await this.contacts.open(unitId)) };
  }
}
