import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AskDirectoryEndings, freeEnding, RECORD_WITHDRAWN, type StandingEnding } from '#contracts';
import { type EventLog, logToken, standingOfImport } from '#event-log';
import { unitStream } from '../unit/unit.js';

const UNIT = { begin: 'UnitRegistered', end: [RECORD_WITHDRAWN] };

/** Units that an import has made and that stand; no lock keeps one that was entered by mistake. */
@QueryHandler(AskDirectoryEndings)
export class AskDirectoryEndingsHandler implements IQueryHandler<AskDirectoryEndings, readonly StandingEnding[]> {
  constructor(@Inject(logToken('directory')) private readonly log: EventLog) {}

  async execute({ questions }: AskDirectoryEndings): Promise<readonly StandingEnding[]> {
    const standing = await standingOfImport(this.log, questions, (id) => unitStream(id).id, UNIT);
    return standing.map(freeEnding);
  }
}
