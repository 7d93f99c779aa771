import type { AccessNote } from '#contracts';
import { AccessLog, type RimRequest } from '#platform';
import type { AccessFacts } from './access-entry.js';
import type { AccessJournal } from './access-journal.js';

/** Records what requests do, in the process that has the journal. */
export class RequestAccess extends AccessLog {
  constructor(readonly journal: AccessJournal) {
    super();
  }

  record(request: RimRequest, note: AccessNote): Promise<void> {
    return this.journal.write(factsOf(request, request.rim.meta.actor.account, note));
  }
}

/** An entry about a request. @param account whose call it is, where the rim does not know it (a login), else `null` */
export function factsOf(request: RimRequest, account: string | null, note: AccessNote & { readonly status?: number }): AccessFacts {
  return {
    ...note,
    account,
    address: request.ip,
    route: `${request.method} ${request.url.split('?')[0] ?? ''}`.slice(0, 300),
    correlationId: request.correlationId,
  };
}
