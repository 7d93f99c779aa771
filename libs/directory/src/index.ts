import type { Projection } from '#event-log';
import { referenceCopy } from '#reference';
import { policyLedger } from './policy/policy-ledger.projection.js';
import { unitLedger } from './unit/unit-ledger.projection.js';
import { unitReattribution } from './unit/unit-reattribution.projection.js';

export { DirectoryModule } from './directory.module.js';
export { SHIPPED_RULES } from './policy/shipped-rules.js';
export { directorySteps, PLAIN_CONTACTS } from './sealed/contact-tables.js';
export { sealPlainContacts } from './sealed/plain-contacts.js';
export { destroyWithdrawnContacts } from './sealed/withdrawn-contacts.js';
export { UnitContacts } from './sealed/unit-contacts.js';

/** The read models of this feature, for the runner of the app that hosts it. */
export const directoryProjections: readonly Projection[] = [unitLedger, unitReattribution, policyLedger, referenceCopy('directory')];
