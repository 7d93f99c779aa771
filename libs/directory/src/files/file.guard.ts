import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type BusinessDay, type Caller, type DirectoryEvent, mayAtAll, reachesVillage, sightOf } from '#contracts';
import { type EventLog, logToken } from '#event-log';
import { noteOutOfSight, ProblemError, type RimRequest } from '#platform';
import { type References, referencesToken } from '#reference';
import { EVIDENCE_READING, OVERVIEW_EVIDENCE } from '../directory-access.js';
import { fileStream } from './stored-file.js';

/**
 * Who may open a file: who stored it, and whoever reaches the unit of the account that did, or the village it was stored
 * for; leaders those of no village. Files of a demonstration are open to all who may ask for any.
 */
@Injectable()
export class FileSight {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    @Inject(referencesToken('directory')) private readonly references: References,
  ) {}

  /** Whether a file of this id was ever stored. */
  async isThere(fileId: string): Promise<boolean> {
    return (await this.log.history(fileStream(fileId).id)).length > 0;
  }

  async sees(caller: Caller, fileId: string, today: BusinessDay): Promise<boolean> {
    const sight = sightOf(caller, EVIDENCE_READING);
    if (sight.everything) return true;
    const [stored] = (await this.log.history(fileStream(fileId).id)) as DirectoryEvent[];
    if (stored?.type !== 'FileStored') return false;
    const { actor, source } = stored.meta;
    if (source === 'demo' || actor.account === caller.actor.account) return true;
    if (stored.data.villageCode === undefined && mayAtAll(caller, OVERVIEW_EVIDENCE)) return true;
    if (reachesVillage(sight, stored.data.villageCode ?? null)) return true;
    return actor.unitId !== null && (await this.references.scopeOf(caller, EVIDENCE_READING)).covers(actor.unitId, today);
  }
}

/** Keeps a caller to the files of its own part of the tree, or of its village. */
@Injectable()
export class FileGuard implements CanActivate {
  constructor(private readonly sight: FileSight) {}

  /** @throws ProblemError RECORD.NOT_FOUND */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<RimRequest>();
    const { fileId } = request.params as { readonly fileId?: string };
    if (fileId === undefined) return true;
    if (await this.sight.sees(request.rim.meta, fileId, request.rim.clock.today())) return true;
    if (await this.sight.isThere(fileId)) noteOutOfSight(request, fileId);
    throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: fileId } }]);
  }
}
