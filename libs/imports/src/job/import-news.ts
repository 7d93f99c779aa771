import type { BusinessDay, Caller, Instant } from '#contracts';
import type { JobNews } from '#event-log';
import type { ImportSight } from './import-access.js';
import type { Import } from './import.js';
import type { FaultLog } from './imports.js';

interface Listener {
  readonly caller: Caller;
  readonly tell: (job: object) => void;
  /** Whether the caller sees an import; asked once for each. */
  readonly sees: Map<string, Promise<boolean>>;
}

/** Where imports stand that another instance works on. */
export interface Elsewhere {
  changedSince(since: Instant): Promise<readonly Import[]>;
}

/** Imports that a long-lived process remembers to have told of. */
const MOST_TOLD = 1_000;
/** Clocks of two instances may differ by this; what is seen again was told already. */
const OVERLAP_MS = 5_000;

/** How an import gets on, told to those who may see it (contract §5, `job`). */
export class ImportNews implements JobNews {
  private readonly listeners = new Set<Listener>();
  /** The last revision that was told, by import. */
  private readonly told = new Map<string, number>();

  constructor(
    private readonly sight: Pick<ImportSight, 'sees'>,
    private readonly clock: { now(): Instant; today(): BusinessDay },
    private readonly logger: FaultLog,
  ) {}

  listen(caller: Caller, tell: (job: object) => void): () => void {
    const listener = { caller, tell, sees: new Map<string, Promise<boolean>>() };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Tells how an import stands now, once. What cannot be told now is told with its next step, and is there to be asked for. */
  async tell(one: Import): Promise<void> {
    const { importId, kind, state, progress, changedAt, revision } = one;
    if ((this.told.get(importId) ?? -1) >= revision) return;
    this.remember(importId, revision);
    const job = { job: 'import', importId, kind, state, progress, changedAt };
    for (const listener of [...this.listeners]) {
      if ((await this.sees(listener, one)) && this.listeners.has(listener)) listener.tell(job);
    }
  }

  /** Of a listener whose sight cannot be told now it is asked again at the next step; the others hear of this one. */
  private async sees({ caller, sees }: Listener, one: Import): Promise<boolean> {
    const { importId } = one;
    const seen = sees.get(importId) ?? this.sight.sees(caller, one, this.clock.today());
    sees.set(importId, seen);
    try {
      return await seen;
    } catch (err) {
      sees.delete(importId);
      this.logger.error(
        { err, importId, account: caller.actor.account },
        'it is not known whether an account sees an import: it is not told',
      );
      return false;
    }
  }

  /** Tells what other instances have done lately; asked only while somebody listens. */
  async lookAround(elsewhere: Elsewhere, everyMs: number): Promise<void> {
    if (this.listeners.size === 0) return;
    const since = new Date(Date.parse(this.clock.now()) - everyMs - OVERLAP_MS).toISOString();
    for (const one of await elsewhere.changedSince(since)) await this.tell(one);
  }

  private remember(importId: string, revision: number): void {
    this.told.delete(importId);
    this.told.set(importId, revision);
    const [oldest] = this.told.keys();
    if (this.told.size > MOST_TOLD && oldest !== undefined) this.told.delete(oldest);
  }
}
