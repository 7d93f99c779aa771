import type { BusinessDay, Caller } from '#contracts';
import type { JobNews } from '#event-log';
import type { ImportSight } from './import-access.js';
import type { Import } from './import.js';

interface Listener {
  readonly caller: Caller;
  readonly tell: (job: object) => void;
  /** Whether the caller sees an import; asked once for each. */
  readonly sees: Map<string, Promise<boolean>>;
}

/** How an import gets on, told to those who may see it (contract §5, `job`). */
export class ImportNews implements JobNews {
  private readonly listeners = new Set<Listener>();

  constructor(
    private readonly sight: Pick<ImportSight, 'sees'>,
    private readonly today: () => BusinessDay,
  ) {}

  listen(caller: Caller, tell: (job: object) => void): () => void {
    const listener = { caller, tell, sees: new Map<string, Promise<boolean>>() };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Tells how an import stands now. What cannot be told now is told with its next step, and is there to be asked for. */
  async tell(one: Import): Promise<void> {
    const { importId, kind, state, progress, changedAt } = one;
    const job = { job: 'import', importId, kind, state, progress, changedAt };
    for (const listener of [...this.listeners]) {
      const sees = listener.sees.get(importId) ?? this.sight.sees(listener.caller, one, this.today());
      listener.sees.set(importId, sees);
      if ((await sees) && this.listeners.has(listener)) listener.tell(job);
    }
  }
}
