import { hash } from 'node:crypto';
import { canonicalJson, type Caller, type Instant } from '#contracts';
import type { Database } from '#persistence';
import type { ImportKind } from '../kind/column.js';
import { IMPORT_PROFILE } from './tables.js';

/** 列对应方案: which heads of a unit's own files are which columns. */
export interface ImportProfile {
  readonly profileId: string;
  readonly kind: ImportKind;
  readonly name: string;
  /** Head as written → our head. */
  readonly columns: Readonly<Record<string, string>>;
  readonly savedBy: string;
  readonly savedAt: Instant;
}

interface ProfileRow {
  readonly profile_id: string;
  readonly kind: string;
  readonly name: string;
  readonly columns_said: string;
  readonly account: string;
  readonly saved_at: string;
}

/** Whose profiles they are: those of one unit, or of one village, share them. */
type Place = Pick<Caller, 'actor' | 'villageCode'>;

/** Profiles of each unit and kind; one that is saved again under its name replaces the older one. */
export class ProfileStore {
  constructor(private readonly database: Database) {}

  async save(by: Place, kind: ImportKind, name: string, columns: ImportProfile['columns'], now: Instant): Promise<ImportProfile> {
    const place = placeOf(by);
    const profileId = hash('sha256', canonicalJson([place, kind, name])).slice(0, 32);
    const savedBy = by.actor.account;
    const names = IMPORT_PROFILE.columns.map((column) => column.name);
    const tail = this.database.dialect.onConflict(IMPORT_PROFILE.primaryKey, ['columns_said', 'account', 'saved_at'], []);
    await this.database.transaction('durable', (session) =>
      session.insert('INSERT INTO import_profile', names, [[profileId, place, kind, name, JSON.stringify(columns), savedBy, now]], tail),
    );
    return { profileId, kind, name, columns, savedBy, savedAt: now };
  }

  /** All of a place, by kind and name. */
  async list(by: Place): Promise<readonly ImportProfile[]> {
    const rows = await this.database.read.all<ProfileRow>('SELECT * FROM import_profile WHERE place = ? ORDER BY kind, name, profile_id', [
      placeOf(by),
    ]);
    return rows.map((row) => ({
      profileId: row.profile_id,
      kind: row.kind as ImportKind,
      name: row.name,
      columns: JSON.parse(row.columns_said) as ImportProfile['columns'],
      savedBy: row.account,
      savedAt: row.saved_at,
    }));
  }

  /** Removes one of a place; one that is not there, or another place's, leaves everything as it is. */
  async remove(by: Place, profileId: string): Promise<void> {
    await this.database.transaction('durable', (session) =>
      session.run('DELETE FROM import_profile WHERE place = ? AND profile_id = ?', [placeOf(by), profileId]),
    );
  }

  /** By its name or its id. */
  async find(by: Place, kind: ImportKind, said: string): Promise<ImportProfile | undefined> {
    const all = await this.list(by);
    return all.find((one) => one.kind === kind && (one.profileId === said || one.name === said));
  }
}

function placeOf({ actor, villageCode }: Place): string {
  if (actor.unitId !== null) return `unit ${actor.unitId}`;
  return villageCode === undefined ? 'office' : `village ${villageCode}`;
}
