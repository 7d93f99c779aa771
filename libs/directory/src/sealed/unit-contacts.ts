import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, maskName, maskPhone } from '#contracts';
import { DATABASE } from '#event-log';
import type { Database, SqlSession } from '#persistence';
import {
  BLANK_KEY,
  guardedContext,
  MASTER_KEY,
  mustBeMasterKey,
  newKey,
  openSealed,
  seal,
  type Sealed,
  unwrapKey,
  wrapKey,
} from '#platform';

/** 联系人: whom to call at a unit; `null` where it was not given. Never in an event, a log line or an error. */
export interface Contact {
  readonly contactName: string | null;
  readonly contactPhone: string | null;
}

interface SealedRow extends Sealed {
  readonly wrapped_key: string;
}

const NOBODY: Contact = { contactName: null, contactPhone: null };
const SEALED_COLUMNS = ['nonce', 'ciphertext', 'tag', 'wrapped_key'] as const;

/** 密存: the contact of each unit under a key of its own, keys under the master key; destroyed with the unit's record. */
@Injectable()
export class UnitContacts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(MASTER_KEY) private readonly masterKey: Buffer,
  ) {
    mustBeMasterKey(masterKey);
  }

  /** The context of a command that holds a contact: its fingerprint does not let it be guessed. */
  guarded(context: CommandContext): CommandContext {
    return guardedContext(this.masterKey, context);
  }

  /** Keeps a contact in place of the one that was there; a unit without one has no row. */
  async keep(unitId: string, contact: Contact): Promise<void> {
    if (contact.contactName === null && contact.contactPhone === null) return;
    await this.database.transaction('durable', (session) => this.keepIn(session, unitId, contact));
  }

  /** The same within a transaction of the caller. */
  async keepIn(session: SqlSession, unitId: string, { contactName, contactPhone }: Contact): Promise<void> {
    const key = newKey();
    const label = labelOf(unitId);
    const { nonce, ciphertext, tag } = seal(key, Buffer.from(JSON.stringify({ contactName, contactPhone })), label);
    const tail = session.dialect.onConflict(['unit_id'], SEALED_COLUMNS, []);
    await session.insert(
      'INSERT INTO sealed_unit_contact',
      ['unit_id', ...SEALED_COLUMNS],
      [[unitId, nonce, ciphertext, tag, wrapKey(this.masterKey, key, label)]],
      tail,
    );
  }

  /** The contact as it was given. @throws BrokenSealError */
  async open(unitId: string): Promise<Contact> {
    const [row] = await this.database.read.all<SealedRow>(
      'SELECT nonce, ciphertext, tag, wrapped_key FROM sealed_unit_contact WHERE unit_id = ?',
      [unitId],
    );
    if (row === undefined) return NOBODY;
    const label = labelOf(unitId);
    return JSON.parse(openSealed(unwrapKey(this.masterKey, row.wrapped_key, label), row, label).toString()) as Contact;
  }

  /** The contact, masked. @throws BrokenSealError */
  async masked(unitId: string): Promise<Contact> {
    const { contactName, contactPhone } = await this.open(unitId);
    return {
      contactName: contactName === null ? null : maskName(contactName),
      contactPhone: contactPhone === null ? null : maskPhone(contactPhone),
    };
  }

  /** The units that have a contact. */
  async units(): Promise<readonly string[]> {
    const rows = await this.database.read.all<{ unit_id: string }>('SELECT unit_id FROM sealed_unit_contact ORDER BY unit_id');
    return rows.map((row) => row.unit_id);
  }

  /** Destroys a unit's contact, its key first, and leaves no copy of either behind. */
  async destroy(unitId: string): Promise<void> {
    await this.database.transaction('durable', async (session) => {
      await session.run('UPDATE sealed_unit_contact SET wrapped_key = ? WHERE unit_id = ?', [BLANK_KEY, unitId]);
      await session.run('DELETE FROM sealed_unit_contact WHERE unit_id = ?', [unitId]);
    });
    await this.database.scrub();
  }
}

/** Authenticated, so a row that was moved to another unit does not open. */
function labelOf(unitId: string): string {
  return `unit-${unitId}`;
}
