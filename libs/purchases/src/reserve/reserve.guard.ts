import { Inject, Injectable } from '@nestjs/common';
import { type RecordPlaces, type References, referencesToken, UnitRecordGuard } from '#reference';
import { RESERVE_READING } from './reserve-access.js';

/** Keeps a caller to the reserves of its own part of the tree, as it stands on the last day of their year. */
@Injectable()
export class ReserveGuard extends UnitRecordGuard {
  constructor(@Inject(referencesToken('purchases')) references: References) {
    super(references, RESERVE_READING);
  }

  protected idIn({ unitId, year }: Readonly<Record<string, string>>): string | undefined {
    return unitId === undefined ? undefined : `${unitId}/${year}`;
  }

  /** A path that names no year is refused by the route itself; the tree it is looked up in does not matter. */
  protected placesOf({ unitId = '', year = '' }: Readonly<Record<string, string>>, today: string): Promise<RecordPlaces> {
    const day = /^\d{4}$/.test(year) ? `${year}-12-31` : today;
    return Promise.resolve({ charge: { unitId, day }, before: [] });
  }
}
