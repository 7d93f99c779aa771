import type { ProblemItem } from '#contracts';
import { Rest, TurnLoop, type Turns } from '#event-log';
import { type Database, WaitEndedError } from '#persistence';
import { type Clock, failPoint, ProblemError } from '#platform';
import type { ImportStore } from '../store/import-store.js';
import type { SheetCleaning } from './cleaning.js';
import { enterPage, recordOf, type Stop } from './enter-page.js';
import type { Import, ImportChanges, ImportFailure } from './import.js';
import type { ImportNews } from './import-news.js';
import type { FaultLog } from './imports.js';
import { PagesAhead } from './pages-ahead.js';
import type { Planning } from './planning.js';
import type { ImportSender } from './ports.js';
import { problemOf } from './refusing.js';
import { rightsStand, type StandingRights } from './standing-rights.js';
import { withdrawPage } from './withdraw-page.js';

/** What entering and taking back rest on. */
export interface RunnerParts {
  readonly database: Database;
  readonly store: ImportStore;
  readonly cleaning: SheetCleaning;
  readonly planning: Planning;
  readonly sender: ImportSender;
  readonly rights: StandingRights;
  readonly news: ImportNews;
  readonly clock: Clock;
  readonly logger: FaultLog;
  readonly limits: RunnerLimits;
}

/** How entries are made: how many together, how patiently. */
export interface RunnerLimits {
  /** Entries that are remembered together; what a death in between leaves open is sent again and answered by receipts. */
  readonly pageEntries: number;
  /** Pauses before what was not answered is sent again; behind the last one the import stops and says so. */
  readonly pausesMs: readonly number[];
  /** How often imports are looked for whose process died; one begun here is begun at once. */
  readonly sweepMs: number;
}

/** The limits of a running ledger. */
export const RUNNER_LIMITS: RunnerLimits = { pageEntries: 500, pausesMs: [200, 1_000, 3_000, 5_000], sweepMs: 3_000 };

/**
 * Enters plans and takes them back, one import after the other: two of the same file would else stop each other. The lock
 * is the database's own, so of several gateways one works, and whoever starts after a death finds what is to be done.
 */
export class ImportRunner implements Turns {
  private readonly loop: TurnLoop;
  private readonly ending = new AbortController();
  private readonly rest = new Rest();

  constructor(private readonly parts: RunnerParts) {
    this.loop = new TurnLoop(this, (error) => parts.logger.error({ err: error }, 'imports cannot go on'));
  }

  start(): void {
    this.loop.start();
  }

  /** Ends behind the present page, and at once where another instance has the lock. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.rest.wake();
    await this.loop.stop();
  }

  wake(): void {
    this.loop.wake();
  }

  sweepMs(): number {
    return this.parts.limits.sweepMs;
  }

  recover(): Promise<void> {
    return Promise.resolve();
  }

  /** One page of the oldest import that there is something to do for. */
  async runOnce(): Promise<boolean> {
    const { database, store } = this.parts;
    if ((await this.next()) === undefined) return false;
    const work = async (): Promise<boolean> => {
      const importId = await this.next();
      const one = importId === undefined ? undefined : await store.find(importId);
      if (one === undefined) return false;
      await this.runToEnd(one);
      return true;
    };
    return database.exclusively('imports', work, this.ending.signal).catch(nothingWasBegun);
  }

  private get stopping(): boolean {
    return this.ending.signal.aborted;
  }

  private async next(): Promise<string | undefined> {
    return (await this.parts.store.inState(['committing', 'undoing']))[0];
  }

  private async runToEnd(begun: Import): Promise<void> {
    const { planning } = this.parts;
    const pages = new PagesAhead((page) => planning.shown(begun, (desk) => desk.entries(page), neverMoves));
    let one: Import | undefined = begun;
    while (one !== undefined && !this.stopping && (one.state === 'committing' || one.state === 'undoing')) {
      const seen: Import = one;
      one = await this.step(seen, pages).catch((error: unknown) => this.fault(seen, error));
      if (one !== undefined) await this.parts.news.tell(one);
    }
    if (one !== undefined) await this.parts.cleaning.afterUse(one);
  }

  private async step(one: Import, pages: PagesAhead): Promise<Import | undefined> {
    const { rights, store, clock } = this.parts;
    const { account } = one.caller.actor;
    if (!rightsStand(one.caller, await rights.of(account))) {
      const problem = { code: 'IMPORT.RIGHTS_CHANGED', params: { account } } as const;
      return store.change(one, { state: 'failed', failure: { phase: phaseOf(one), problem } }, clock.now());
    }
    return one.state === 'committing' ? this.enterNext(one, pages) : this.withdrawNext(one);
  }

  /** One import that cannot go on must not hold up the others; a database that is away holds up all of them. */
  private async fault(one: Import, error: unknown): Promise<Import | undefined> {
    const { database, store, clock, logger } = this.parts;
    if (database.dialect.isUnavailable(error) || database.dialect.isTransient(error)) throw error;
    const { importId: correlationId } = one;
    logger.error({ err: error, correlationId }, 'an import has met a fault: it stops, and can be retried');
    return store.change(one, { state: 'failed', failure: { phase: phaseOf(one), problem: problemOf(error, correlationId) } }, clock.now());
  }

  /** @returns how the import stands then; undefined where somebody else has changed it */
  private async enterNext(one: Import, pages: PagesAhead): Promise<Import | undefined> {
    const { sender, store, clock, limits } = this.parts;
    const { done, of } = one.progress;
    if (done >= of) return store.change(one, { state: 'done' }, clock.now());
    const entries = await pages.page({ from: done, most: limits.pageEntries }, of);
    failPoint('import.before-page');
    // Remembered before it is sent: whatever comes then, what may be there can be taken back.
    const opened = await store.openPage(one, entries.map(recordOf), clock.now());
    if (opened === undefined) return undefined;
    const { stop } = await this.patiently(() => enterPage(sender, opened, entries));
    failPoint('import.after-page');
    if (this.isLeft(stop)) return undefined;
    const next = done + entries.length;
    const changes: ImportChanges =
      stop === undefined
        ? { state: next >= of ? 'done' : 'committing', progress: { done: next, of } }
        : { state: 'failed', failure: this.failureOf('commit', one, stop) };
    const finished = await store.change(opened, changes, clock.now());
    failPoint('import.after-finish');
    return finished;
  }

  private async withdrawNext(one: Import): Promise<Import | undefined> {
    const { sender, store, clock } = this.parts;
    const [page] = await store.standingPages(one.importId);
    if (page === undefined) return store.change(one, { state: 'undone', undoneAt: clock.now() }, clock.now());
    const { records } = await store.enteredPage(one.importId, page);
    const withdraw = async (): Promise<{ readonly stop: Stop | undefined }> => ({
      stop: await withdrawPage(sender, one, records, one.reason ?? ''),
    });
    const { stop } = await this.patiently(withdraw);
    if (this.isLeft(stop)) return undefined;
    if (stop !== undefined) {
      return store.change(one, { state: 'failed', failure: this.failureOf('undo', one, stop) }, clock.now());
    }
    const progress = { done: one.progress.done + 1, of: one.progress.of };
    return store.withdrawPage(one, page, { progress }, clock.now());
  }

  /** Sends a page again while the ledger does not answer. */
  private async patiently<Outcome extends { readonly stop: Stop | undefined }>(page: () => Promise<Outcome>): Promise<Outcome> {
    let outcome = await page();
    for (const pause of this.parts.limits.pausesMs) {
      if (!this.isToSendAgain(outcome.stop)) break;
      await this.rest.pause(pause);
      if (this.stopping) break;
      outcome = await page();
    }
    return outcome;
  }

  private isToSendAgain(stop: Stop | undefined): boolean {
    return stop !== undefined && stop.reasons === undefined && !this.stopping;
  }

  /** Without an answer while this process ends, and the services perhaps with it: sent again at the next start. */
  private isLeft(stop: Stop | undefined): boolean {
    return this.stopping && stop !== undefined && stop.reasons === undefined;
  }

  private failureOf(phase: ImportFailure['phase'], { importId }: Import, { row, step, reasons, error }: Stop): ImportFailure {
    if (reasons === undefined) this.parts.logger.error({ err: error, importId, row }, 'an import is interrupted');
    return { phase, row, step, ...(reasons === undefined ? {} : { reasons }), problem: stopped(row, reasons, error) };
  }
}

function phaseOf({ state }: Import): 'commit' | 'undo' {
  return state === 'undoing' ? 'undo' : 'commit';
}

function stopped(row: number, reasons: readonly ProblemItem[] | undefined, error: unknown): ProblemItem {
  if (reasons !== undefined) return { code: 'IMPORT.ROW_REFUSED', params: { row, reason: reasons.map(({ code }) => code).join(', ') } };
  const code = codeOf(error);
  return { code: 'IMPORT.INTERRUPTED', params: { row, reason: code === '' ? '未知 / unknown' : code } };
}

function codeOf(error: unknown): string {
  if (error instanceof ProblemError) return error.problems.map(({ code }) => code).join(', ');
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Whoever has the lock goes on, and this process ends. */
function nothingWasBegun(error: unknown): false {
  if (error instanceof WaitEndedError) return false;
  throw error;
}

/** A plan that was begun is made again from what was kept: it cannot come out otherwise. */
function neverMoves(): Promise<void> {
  return Promise.reject(new Error('a plan that was begun has moved'));
}
