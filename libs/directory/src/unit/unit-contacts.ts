import { Inject, Injectable } from '@nestjs/common';
import { maskName, maskPhone } from '#contracts';
import { DATABASE } from '#event-log';
import type { Database, MigrationStep, TableSpec } from '#persistence';

const UNIT_CONTACT: TableSpec = {
  name: 'unit_contact',
  columns: [
    { name: 'unit_id', type: 'id' },
    { name: 'contact_name', type: 'text', default: null },
    { name: 'contact_phone', type: 'text', default: null },
  ],
  primaryKey: ['unit_id'],
};

/** The directory's tables that are not folded from the log. */
export const directorySteps: readonly MigrationStep[] = [
  { name: 'CreateUnitContact1764000000301', statement: (dialect) => dialect.createTable(UNIT_CONTACT) },
];

/** Who to call at a unit. A person's name and number never enter an event, so they are kept here and can be erased. */
@Injectable()
export class UnitContacts {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async keep(unitId: string, name: string | null, phone: string | null): Promise<void> {
    if (name === null && phone === null) return;
    const tail = this.database.dialect.onConflict(['unit_id'], ['contact_name', 'contact_phone'], []);
    await this.database.transaction('durable', (session) =>
      session.run(`INSERT INTO unit_contact (unit_id, contact_name, contact_phone) VALUES (?, ?, ?) ${tail}`, [unitId, name, phone]),
    );
  }

  /** The contact, masked. */
  async masked(unitId: string): Promise<{ contactName: string | null; contactPhone: string | null }> {
    const [row] = await this.database.read.all<{ contact_name: string | null; contact_phone: string | null }>(
      'SELECT contact_name, contact_phone FROM unit_contact WHERE unit_id = ?',
      [unitId],
    );
    return {
      contactName: row?.contact_name == null ? null : maskName(row.contact_name),
      contactPhone: row?.contact_phone == null ? null : maskPhone(row.contact_phone),
    };
  }
}
