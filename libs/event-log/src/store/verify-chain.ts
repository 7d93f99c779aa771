import type { Position } from '#contracts';
import type { Database, SqlSession } from '#persistence';
import { ChainStore } from './event-store.js';
import { type ChainName, chainHash, GENESIS_HASH, type StoredEvent } from './stored-event.js';

const PAGE = 2_000;

/** Why a position is bad. */
export type ChainFault =
  | 'MISSING' // no event at this position
  | 'PREVIOUS_HASH' // does not continue the hash before it
  | 'HASH' // its content is not what was hashed
  | 'BEYOND_HEAD' // there is an event the log's head does not know
  | 'HEAD'; // the head names another hash than the last event has

/** The outcome of walking one log from its first event (contract §5). */
export interface ChainReport {
  readonly log: ChainName;
  readonly events: number;
  readonly headHash: string;
  readonly ok: boolean;
  /** The first position that does not hold, and why; absent where all do. */
  readonly firstBad?: Position;
  readonly fault?: ChainFault;
}

/** Walks one log and names the first position that does not hold. Reads one moment of the database. */
export function verifyChain(log: ChainName, database: Database): Promise<ChainReport> {
  return database.snapshot((session) => new ChainWalk(log, new ChainStore(log, database), session).run());
}

class ChainWalk {
  private previousHash = GENESIS_HASH;
  private position = 0;

  constructor(
    private readonly log: ChainName,
    private readonly store: ChainStore,
    private readonly session: SqlSession,
  ) {}

  async run(): Promise<ChainReport> {
    const head = await this.store.head(this.session);
    const [before] = await this.store.storedAfter(Number.MIN_SAFE_INTEGER, 1, this.session);
    if (before !== undefined && before.position < 1) return this.report(head.hash, before.position, 'BEYOND_HEAD');
    for (;;) {
      const rows = await this.store.storedAfter(this.position, PAGE, this.session);
      for (const row of rows) {
        const fault = this.faultOf(row, head.position);
        if (fault !== undefined) return this.report(head.hash, fault === 'MISSING' ? this.position + 1 : row.position, fault);
        this.position = row.position;
        this.previousHash = row.hash;
      }
      if (rows.length < PAGE) break;
    }
    if (this.position < head.position) return this.report(head.hash, this.position + 1, 'MISSING');
    if (this.previousHash !== head.hash) return this.report(head.hash, this.position, 'HEAD');
    return { log: this.log, events: this.position, headHash: head.hash, ok: true };
  }

  private faultOf(row: StoredEvent, headPosition: Position): ChainFault | undefined {
    if (row.position !== this.position + 1) return 'MISSING';
    if (row.position > headPosition) return 'BEYOND_HEAD';
    if (row.previous_hash !== this.previousHash) return 'PREVIOUS_HASH';
    return chainHash(this.log, row) === row.hash ? undefined : 'HASH';
  }

  private report(headHash: string, firstBad: Position, fault: ChainFault): ChainReport {
    return { log: this.log, events: this.position, headHash, ok: false, firstBad, fault };
  }
}
