import { Rest } from '#event-log';
import { ProblemError } from '#platform';
import { FileRefusedError } from '../file/file-refused.js';
import type { Import, ImportChanges } from './import.js';
import type { FaultLog } from './imports.js';
import type { FreshPlan, Planning } from './planning.js';
import { problemOf } from './refusing.js';

/** What reading rests on. */
export interface ImportReadingParts {
  readonly planning: Pick<Planning, 'fresh'>;
  readonly logger: FaultLog;
  /** Pauses before a service that did not answer is asked again; behind the last one the import stops and says so. */
  readonly pausesMs: readonly number[];
  /** Stores a change and tells of it. @throws ProblemError IMPORT.MOVED */
  readonly changed: (one: Import, changes: ImportChanges) => Promise<Import>;
}

/** Reads files and makes their plans, in the background: whatever comes of it is the state of the import. */
export class ImportReading {
  private readonly rest = new Rest();
  private isEnding = false;

  constructor(private readonly parts: ImportReadingParts) {}

  /** @param opening settles when the file lies open at its desk */
  async read(one: Import, opening: Promise<void> = Promise.resolve()): Promise<void> {
    try {
      await opening;
      await this.parts.changed(one, outcomeOf(await this.patiently(one)));
    } catch (error) {
      await this.failed(one, error).catch((lost: unknown) =>
        this.parts.logger.error(
          { err: lost, importId: one.importId },
          'it is not stored that an import could not be read: it stays in `reading`',
        ),
      );
    }
  }

  /** What is not read by now is left as it is: the next start reads it. */
  stop(): void {
    this.isEnding = true;
    this.rest.wake();
  }

  private async patiently(one: Import): Promise<FreshPlan> {
    for (const pause of this.parts.pausesMs) {
      try {
        return await this.parts.planning.fresh(one);
      } catch (error) {
        if (this.isEnding || !says(error, 'SERVICE.UNAVAILABLE')) throw error;
        await this.rest.pause(pause);
      }
    }
    return this.parts.planning.fresh(one);
  }

  private async failed(one: Import, error: unknown): Promise<void> {
    // Somebody else has gone on with it, or this process ends and the services perhaps with it.
    if (says(error, 'IMPORT.MOVED') || this.isEnding) return;
    const correlationId = one.importId;
    const isExpected = error instanceof FileRefusedError || error instanceof ProblemError;
    if (!isExpected) this.parts.logger.error({ err: error, correlationId }, 'an import cannot be read: it stops, and can be retried');
    await this.parts.changed(one, { state: 'failed', failure: { phase: 'read', problem: problemOf(error, correlationId) } });
  }
}

/** What an import becomes by a plan made now. */
export function outcomeOf({ mapping, plan, today }: FreshPlan): ImportChanges {
  if (plan === undefined) return { state: 'mapping', mapping, plan: null, plannedOn: null, failure: null };
  return { state: 'checked', mapping, plan, plannedOn: today, failure: null };
}

function says(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problems.some((problem) => problem.code === code);
}
