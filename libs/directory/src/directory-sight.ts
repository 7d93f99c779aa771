import { Inject, Injectable } from '@nestjs/common';
import { type BusinessDay, type Caller, type Envelope, mayAtAll, type RecordWithdrawn } from '#contracts';
import type { EventSight } from '#event-log';
import { type References, referencesToken } from '#reference';
import { EVIDENCE_READING, UNIT_READING } from './directory-access.js';

/** Who sees an event of the directory: policy rules everybody, a unit who sees the unit, a file who may read evidence. */
@Injectable()
export class DirectorySight implements EventSight {
  constructor(@Inject(referencesToken('directory')) private readonly references: References) {}

  async sees(caller: Caller, event: Envelope, today: BusinessDay): Promise<boolean> {
    const streamId = event.type === 'RecordWithdrawn' ? (event.data as RecordWithdrawn).streamId : event.streamId;
    const [kind = ''] = streamId.split('-');
    if (kind === 'policy') return true;
    if (kind === 'unit') return (await this.references.scopeOf(caller, UNIT_READING)).covers(streamId.slice('unit-'.length), today);
    return kind === 'file' && mayAtAll(caller, EVIDENCE_READING);
  }
}
