import type { Database } from '#persistence';
import { PLAIN_CONTACTS } from './contact-tables.js';
import { UnitContacts } from './unit-contacts.js';

interface PlainRow {
  readonly unit_id: string;
  readonly contact_name: string | null;
  readonly contact_phone: string | null;
}

const EMPTIED = 'contact_name IS NULL AND contact_phone IS NULL';

/**
 * Seals the contacts that an earlier release kept as they were typed. Emptied rows stay until `erase` is through, so that
 * a start that is cut short is finished by the next one; another process may do the same at the same time.
 * @param erase leaves no copy behind of what stood in the rows
 * @returns how many rows there were
 */
export async function sealPlainContacts(
  database: Database,
  masterKey: Buffer,
  erase = (): Promise<void> => database.scrub(),
): Promise<number> {
  const contacts = new UnitContacts(database, masterKey);
  const rows = await database.read.all<PlainRow>(`SELECT unit_id, contact_name, contact_phone FROM ${PLAIN_CONTACTS}`);
  for (const { unit_id: unitId, contact_name: contactName, contact_phone: contactPhone } of rows) {
    if (contactName === null && contactPhone === null) continue;
    await database.transaction('durable', async (session) => {
      await contacts.keepIn(session, unitId, { contactName, contactPhone });
      await session.run(`UPDATE ${PLAIN_CONTACTS} SET contact_name = NULL, contact_phone = NULL WHERE unit_id = ?`, [unitId]);
    });
  }
  if (rows.length === 0) return 0;
  await erase();
  await database.transaction('durable', (session) => session.run(`DELETE FROM ${PLAIN_CONTACTS} WHERE ${EMPTIED}`));
  return rows.length;
}
