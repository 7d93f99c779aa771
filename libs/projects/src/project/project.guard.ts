import { Inject, Injectable } from '@nestjs/common';
import type { BusinessDay, Caller, Envelope, ProjectRegistered } from '#contracts';
import { type EventLog, EventSight, logToken } from '#event-log';
import { type RecordPlaces, type References, referencesToken, seen, UnitRecordGuard } from '#reference';
import { PROJECT_READING } from './project-access.js';
import { projectStream } from './project.js';

/** A project goes on for years: it belongs to whom its unit is below today. `undefined` where it never began. */
function projectPlaces([first]: readonly Envelope[], today: BusinessDay): RecordPlaces | undefined {
  if (first === undefined) return undefined;
  return { charge: { unitId: (first.data as ProjectRegistered).unitId, day: today }, before: [] };
}

/** Keeps a caller to the projects of its own part of the tree. */
@Injectable()
export class ProjectGuard extends UnitRecordGuard {
  constructor(
    @Inject(referencesToken('projects')) references: References,
    @Inject(logToken('projects')) private readonly log: EventLog,
  ) {
    super(references, PROJECT_READING);
  }

  protected idIn({ id }: Readonly<Record<string, string>>): string | undefined {
    return id;
  }

  protected async placesOf({ id = '' }: Readonly<Record<string, string>>, today: BusinessDay): Promise<RecordPlaces | undefined> {
    return projectPlaces(await this.log.history(projectStream(id).id), today);
  }
}

/** Who sees an event of the projects log: who sees the project it is of. */
@Injectable()
export class ProjectSight extends EventSight {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {
    super();
  }

  async sees(caller: Caller, { streamId }: Envelope, today: BusinessDay): Promise<boolean> {
    const scope = await this.references.scopeOf(caller, PROJECT_READING);
    if (scope.everything) return true;
    const places = projectPlaces(await this.log.history(streamId), today);
    return places !== undefined && seen(scope, places);
  }
}
