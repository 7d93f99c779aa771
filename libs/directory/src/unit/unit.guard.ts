import { Inject, Injectable } from '@nestjs/common';
import type { BusinessDay } from '#contracts';
import { type RecordPlaces, type References, referencesToken, UnitRecordGuard } from '#reference';
import { UNIT_READING } from '../directory-access.js';

/** Keeps a caller to the units of its own part of today's tree. */
@Injectable()
export class UnitGuard extends UnitRecordGuard {
  protected override readonly filter = 'parentId';

  constructor(@Inject(referencesToken('directory')) references: References) {
    super(references, UNIT_READING);
  }

  protected idIn({ id }: Readonly<Record<string, string>>): string | undefined {
    return id;
  }

  protected placesOf({ id = '' }: Readonly<Record<string, string>>, today: BusinessDay): Promise<RecordPlaces> {
    return Promise.resolve({ charge: { unitId: id, day: today }, before: [] });
  }
}
