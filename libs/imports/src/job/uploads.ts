import type { Caller } from '#contracts';
import { type KeyedContent, ProblemError } from '#platform';
import type { ImportReceipts } from '../store/import-receipts.js';
import type { ProfileStore } from '../store/profile-store.js';
import type { Imports } from './imports.js';
import type { Upload, Uploaded } from './upload.js';
import type { OwnUnits } from './own-units.js';

/** A sheet that was sent, with what is said of it. */
export interface SentSheet extends Omit<Upload, 'profile'> {
  /** The name or the id of a saved profile. */
  readonly profile?: string;
}

/** Takes sheets in from people: each key once, for a unit that they reach, by a profile that they have. */
export class Uploads {
  constructor(
    private readonly imports: Pick<Imports, 'upload'>,
    private readonly receipts: Pick<ImportReceipts, 'madeUnder'>,
    private readonly units: Pick<OwnUnits, 'mustReach'>,
    private readonly profiles: Pick<ProfileStore, 'find'>,
  ) {}

  /**
   * Takes a sheet in, or says which import came under its key before.
   * @param record notes a new one in the access log
   * @throws ProblemError COMMAND.KEY_REUSED, UNIT.UNKNOWN, IMPORT.PROFILE_UNKNOWN, FILE.…
   */
  async take(
    caller: Caller,
    { profile, ...sheet }: SentSheet,
    key: KeyedContent | undefined,
    record: (importId: string) => Promise<void>,
  ): Promise<Uploaded> {
    const before = key === undefined ? undefined : await this.receipts.madeUnder(key);
    if (before !== undefined) return { importId: before, isAgain: true };
    await this.units.mustReach(caller, sheet.kind, sheet.unitId);
    const columns = await this.columnsOf(caller, sheet.kind, profile);
    const taken = await this.imports.upload(caller, { ...sheet, ...columns }, key);
    if (!taken.isAgain) await record(taken.importId);
    return taken;
  }

  private async columnsOf(caller: Caller, kind: SentSheet['kind'], said: string | undefined): Promise<Pick<Upload, 'profile'>> {
    if (said === undefined) return {};
    const saved = await this.profiles.find(caller, kind, said);
    if (saved !== undefined) return { profile: saved.columns };
    throw new ProblemError([{ code: 'IMPORT.PROFILE_UNKNOWN', path: 'profile', params: { profile: said } }]);
  }
}
