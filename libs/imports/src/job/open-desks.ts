import { Turns } from '#persistence';
import { ProblemError } from '#platform';
import type { Desk, PlanSummary } from '../desk/desk.js';
import { type DeskLimits, ThreadedDesk } from '../desk/threaded-desk.js';
import type { SealedSheets } from '../store/sealed-sheets.js';
import type { Import } from './import.js';

/** A desk and how far it has been brought. */
export interface OpenDesk {
  readonly desk: Desk;
  /** The columns and cells it was given: {@link Import.inputs}. */
  inputs: string | undefined;
  /** The columns it reads by, as {@link Import.choice}; undefined where they are of no stored import. */
  choice: Import['choice'] | undefined;
  /** The plan it holds, of those. */
  plan: PlanSummary | undefined;
}

interface HeldDesk extends OpenDesk {
  readonly turns: Turns;
  lastUsed: number;
}

/** How many desks stay open, and for how long. */
export interface OpenDeskLimits extends DeskLimits {
  /** Desks that stay open; each holds a file and its plan in memory. The one that was idle longest is closed. */
  readonly mostOpen: number;
  /** A desk that nobody asks for is closed after this. */
  readonly idleMs: number;
}

/**
 * The desks of imports that somebody works on. A desk is only a cache: file, columns and cells are stored, so any desk can
 * be opened again, by another gateway too.
 */
export class OpenDesks {
  private readonly held = new Map<string, Promise<HeldDesk>>();
  /** One file is read at a time: each may take a quarter of a gigabyte while it is. */
  private readonly opening = new Turns();
  private readonly sweep: NodeJS.Timeout;

  constructor(
    private readonly sheets: Pick<SealedSheets, 'bytes'>,
    private readonly limits: OpenDeskLimits,
  ) {
    this.sweep = setInterval(() => void this.closeIdle(), limits.idleMs / 2).unref();
  }

  /** Opens the desk of an import that is about to be. @throws FileRefusedError */
  async open(importId: string, bytes: Uint8Array, request: Pick<Import, 'kind' | 'unitId' | 'profile'>): Promise<void> {
    const { kind, unitId, profile } = request;
    const wanted = { kind, ...(unitId === undefined ? {} : { unitId }), ...(profile === undefined ? {} : { profile }) };
    const opened = this.opening.take(async (): Promise<HeldDesk> => {
      const desk = await ThreadedDesk.open(bytes, wanted, this.limits);
      return { desk, inputs: undefined, choice: null, plan: undefined, turns: new Turns(), lastUsed: performance.now() };
    });
    this.held.set(importId, opened);
    try {
      await opened;
    } catch (error) {
      this.held.delete(importId);
      throw error;
    }
    await this.closeMost(importId);
  }

  /** Works at the desk of an import, one after the other. @throws FileRefusedError where the file takes more than it may */
  async at<Result>(one: Import, work: (open: OpenDesk) => Promise<Result>): Promise<Result> {
    if (!this.held.has(one.importId)) {
      const { kept } = one.file;
      if (kept === null) throw new ProblemError([{ code: 'IMPORT.FILE_GONE' }]);
      const bytes = await this.sheets.bytes(one.importId, kept);
      // Somebody else may have opened it meanwhile: a second desk would be held by nobody, and its thread would stay.
      if (!this.held.has(one.importId)) await this.open(one.importId, bytes, one);
    }
    const held = await this.held.get(one.importId);
    if (held === undefined) return this.at(one, work);
    return held.turns.take(async () => {
      held.lastUsed = performance.now();
      try {
        return await work(held);
      } catch (error) {
        // Whatever failed may have left it halfway; it is opened anew by whoever comes next. A refusal is no failure.
        if (!(error instanceof ProblemError)) await this.close(one.importId);
        throw error;
      }
    });
  }

  async close(importId: string): Promise<void> {
    const held = this.held.get(importId);
    this.held.delete(importId);
    await (await held)?.desk.close();
  }

  /** Closes the desk of an import behind whoever works at it. */
  async closeBehind(importId: string): Promise<void> {
    const held = await this.held.get(importId);
    if (held !== undefined) await this.closeInTurn(importId, held);
  }

  async closeAll(): Promise<void> {
    clearInterval(this.sweep);
    await Promise.allSettled([...this.held.keys()].map((importId) => this.close(importId)));
  }

  private async closeIdle(): Promise<void> {
    for (const [importId, held] of await this.settled()) {
      if (performance.now() - held.lastUsed > this.limits.idleMs) await this.closeInTurn(importId, held);
    }
  }

  /** @param newest stays whatever happens */
  private async closeMost(newest: string): Promise<void> {
    const others = (await this.settled())
      .filter(([importId]) => importId !== newest)
      .sort(([, one], [, other]) => one.lastUsed - other.lastUsed);
    for (const [importId, held] of others.slice(0, Math.max(0, others.length + 1 - this.limits.mostOpen))) {
      void this.closeInTurn(importId, held);
    }
  }

  /** Behind whoever works at it. */
  private async closeInTurn(importId: string, held: HeldDesk): Promise<void> {
    await held.turns.take(async () => {
      if ((await this.held.get(importId)) === held) await this.close(importId);
    });
  }

  private async settled(): Promise<[string, HeldDesk][]> {
    const settled = await Promise.allSettled(
      [...this.held].map(async ([importId, held]): Promise<[string, HeldDesk]> => [importId, await held]),
    );
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }
}
