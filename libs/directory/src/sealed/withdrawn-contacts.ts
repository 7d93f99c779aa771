import type { EventLog } from '#event-log';
import { unitStream } from '../unit/unit.js';
import type { UnitContacts } from './unit-contacts.js';

/** Destroys the contacts of units whose records were withdrawn. @returns how many */
export async function destroyWithdrawnContacts(contacts: UnitContacts, log: Pick<EventLog, 'load'>): Promise<number> {
  let destroyed = 0;
  for (const unitId of await contacts.units()) {
    const { state } = await log.load(unitStream(unitId));
    if (state.state !== 'withdrawn') continue;
    await contacts.destroy(unitId);
    destroyed += 1;
  }
  return destroyed;
}
