import type { AccessNote } from '#contracts';
import { OwnAccess, type OwnCall } from '#platform';
import type { AccessJournal } from './access-journal.js';
import { unlessUnavailable } from './unless-unavailable.js';

/** Records what an import's commands do: they come from this process, in the name of who committed. */
export class OwnCommandAccess extends OwnAccess {
  constructor(private readonly journal: AccessJournal) {
    super();
  }

  beforeCommand(): Promise<void> {
    return this.journal.proveWritable();
  }

  async afterCommand({ account, path, correlationId }: OwnCall, status: number, notes: readonly AccessNote[]): Promise<void> {
    const facts = { account, address: 'local', route: `POST ${path}`.slice(0, 300), correlationId };
    for (const note of notes) await this.journal.write({ ...note, ...facts });
    if (status === 401 || status === 403) await unlessUnavailable(this.journal.write({ kind: 'denied', status, ...facts }));
  }
}
