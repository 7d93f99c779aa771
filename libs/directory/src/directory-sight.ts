import { Inject, Injectable } from '@nestjs/common';
import { type BusinessDay, type Caller, type Envelope, recordStream } from '#contracts';
import { EventSight } from '#event-log';
import { type References, referencesToken } from '#reference';
import { UNIT_READING } from './directory-access.js';
import { FileSight } from './files/file.guard.js';

/** Who sees an event of the directory: policy rules everybody, a unit and its locks who sees the unit, a file who may open it. */
@Injectable()
export class DirectorySight extends EventSight {
  constructor(
    @Inject(referencesToken('directory')) private readonly references: References,
    private readonly files: FileSight,
  ) {
    super();
  }

  async sees(caller: Caller, event: Envelope, today: BusinessDay): Promise<boolean> {
    const streamId = recordStream(event);
    const [kind = ''] = streamId.split('-');
    if (kind === 'policy') return true;
    if (kind === 'unit') return this.seesUnit(caller, streamId.slice('unit-'.length), today);
    if (kind === 'period') return this.seesUnit(caller, streamId.slice('period-lock-'.length), today);
    return kind === 'file' && this.files.sees(caller, streamId.slice('file-'.length), today);
  }

  private async seesUnit(caller: Caller, unitId: string, today: BusinessDay): Promise<boolean> {
    return (await this.references.scopeOf(caller, UNIT_READING)).covers(unitId, today);
  }
}
