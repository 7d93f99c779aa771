import type { Caller } from '#contracts';
import { type Clock, type KeyedContent, newId, ProblemError } from '#platform';
import type { SheetBack } from '../back/failed-rows.js';
import type { Edit } from '../desk/edits.js';
import type { Desk } from '../desk/desk.js';
import type { MappingView } from '../desk/mapping-view.js';
import type { NewDecision } from '../store/decision-store.js';
import type { ImportReceipts } from '../store/import-receipts.js';
import type { ImportStore } from '../store/import-store.js';
import type { SealedSheets } from '../store/sealed-sheets.js';
import type { MappingChoice } from '../table/mapping.js';
import { asImport } from './as-import.js';
import type { SheetCleaning } from './cleaning.js';
import type { Import, ImportChanges } from './import.js';
import type { ImportNews } from './import-news.js';
import { ImportReading, type ImportReadingParts, outcomeOf } from './import-reading.js';
import { mustOffer, stepsNow } from './import-steps.js';
import { decidedRows, decisionsAbout } from './kept-decisions.js';
import { newImport } from './new-import.js';
import type { OpenDesks } from './open-desks.js';
import type { FreshPlan, Planning } from './planning.js';
import { refusedWithin, refusing } from './refusing.js';
import { sheetName } from './sheet-name.js';
import type { UndoEndings } from './undo-endings.js';
import type { Upload, Uploaded } from './upload.js';
import { asRepeats, unfitChoice, unfitEdits } from './unfit-changes.js';

/** Where faults are told. */
export interface FaultLog {
  error(facts: { readonly err: unknown; readonly [fact: string]: unknown }, message: string): void;
}

/** What {@link Imports} works with. */
export interface ImportsParts {
  readonly store: ImportStore;
  readonly receipts: Pick<ImportReceipts, 'madeUnder'>;
  readonly sheets: SealedSheets;
  readonly cleaning: SheetCleaning;
  readonly desks: OpenDesks;
  readonly planning: Planning;
  readonly endings: UndoEndings;
  readonly news: ImportNews;
  readonly clock: Clock;
  readonly logger: FaultLog;
  readonly pausesMs: ImportReadingParts['pausesMs'];
  /** Tells the background that there is something to do. */
  readonly wake: () => void;
}

/** How long an upload waits to be told what is wrong with the file as a whole; reading goes on behind it. */
const PATIENCE_MS = 5_000;
/** Cells and decisions that one import keeps. */
export const MOST_EDITS = 20_000;

/** Of a step that the access log does not tell apart from the call that it is part of. */
const unrecorded = (): Promise<void> => Promise.resolve();

/** 导入: from a file to a plan that somebody can agree to. What is agreed is entered by {@link ImportRunner}. */
export class Imports {
  readonly reading: ImportReading;

  constructor(private readonly parts: ImportsParts) {
    this.reading = new ImportReading({ ...parts, changed: (one, changes) => this.changed(one, changes) });
  }

  /**
   * Takes a file in. What is wrong with it as a whole is mostly known at once; its plan is made in the background.
   * @param key of the upload; of two at once under one key, the first is taken, and both are told of it
   * @throws ProblemError FILE.…, COMMAND.KEY_REUSED
   */
  async upload(caller: Caller, { name, bytes, sha256, ...request }: Upload, key?: KeyedContent): Promise<Uploaded> {
    const { store, desks, sheets, clock } = this.parts;
    const importId = newId();
    const opening = desks.open(importId, bytes, request);
    await refusedWithin(PATIENCE_MS, opening);
    const kept = await sheets.keep(importId, bytes);
    const file = { sha256, kept, name: sheetName(name), bytes: bytes.length };
    const one = newImport(importId, caller, request, file, clock.now());
    if (await store.add(one, key)) {
      void this.reading.read(one, opening);
      return { importId, isAgain: false };
    }
    await Promise.all([desks.close(importId), sheets.remove(kept)]);
    const first = key === undefined ? undefined : await this.parts.receipts.madeUnder(key);
    if (first === undefined) throw new Error(`import ${importId} is not taken, and no other came under its key`);
    return { importId: first, isAgain: true };
  }

  /** Takes the columns a person has chosen and plans anew. @throws ProblemError */
  async choose(one: Import, choice: MappingChoice, caller: Caller): Promise<Import> {
    mustOffer(one, 'choose', await this.hasEntered(one));
    const problems = await this.parts.desks.at(one, async (open) => {
      // The desk has these columns from here on, and they are of no stored import yet.
      open.inputs = undefined;
      open.choice = undefined;
      return unfitChoice(one.kind, open.desk, choice);
    });
    if (problems.length > 0) {
      await this.parts.desks.close(one.importId);
      throw new ProblemError(problems);
    }
    return this.replanned(one, { choice }, caller);
  }

  /** A sheet of the file as it would be offered; nothing is chosen by it. @throws ProblemError IMPORT.SHEET_UNKNOWN, FILE.… */
  sheetView(one: Import, sheet: string): Promise<MappingView> {
    return refusing(() => this.parts.planning.sheet(one, sheet));
  }

  /** Changes cells, or decides about rows, and plans anew. @throws ProblemError */
  async edit(one: Import, edits: readonly Edit[], caller: Caller): Promise<Import> {
    mustOffer(one, 'mend', await this.hasEntered(one));
    if (one.edits.length + edits.length > MOST_EDITS)
      throw new ProblemError([{ code: 'IMPORT.TOO_MANY_EDITS', params: { most: MOST_EDITS } }]);
    const { problems, edits: fit } = await this.shown(one, async (desk) => {
      const unfit = await unfitEdits(one.kind, desk, edits);
      return unfit.length > 0 ? { problems: unfit, edits } : asRepeats(desk, edits, one.edits);
    });
    if (problems.length > 0) throw new ProblemError(problems);
    return this.replanned(one, { edits: [...one.edits, ...fit] }, caller, fit);
  }

  /** Gives an import up before anything of it is entered. @throws ProblemError IMPORT.STATE */
  async cancel(one: Import): Promise<Import> {
    mustOffer(one, 'cancel', await this.hasEntered(one));
    const cancelled = await this.changed(one, { state: 'cancelled', failure: null });
    await this.parts.desks.close(one.importId);
    return this.parts.cleaning.afterUse(cancelled);
  }

  /** The person's own file with the blocked rows only. @throws ProblemError IMPORT.STATE while there is no plan, FILE.… */
  async failedRows(one: Import): Promise<SheetBack> {
    if (one.plan !== null) return this.shown(one, (desk) => desk.failedRows());
    const possible = stepsNow(one, await this.hasEntered(one));
    throw new ProblemError([{ code: 'IMPORT.STATE', params: { state: one.state, possible } }]);
  }

  /** Works at the desk that holds the plan of an import. @throws ProblemError FILE.…, IMPORT.FILE_GONE */
  async shown<Result>(one: Import, work: (desk: Desk) => Promise<Result>): Promise<Result> {
    if (await this.parts.cleaning.forgets(one)) throw new ProblemError([{ code: 'IMPORT.FILE_GONE' }]);
    const moved = async (fresh: FreshPlan): Promise<void> => {
      await this.changed(one, outcomeOf(fresh));
    };
    return refusing(() => this.parts.planning.shown(one, work, moved));
  }

  /**
   * Begins to enter the plan that was shown; it goes on in the background. Said again, it changes nothing.
   * @param record notes it in the access log; called where nothing stands against it, before anything is changed
   * @throws ProblemError IMPORT.PLAN_CHANGED where the plan is another one now, whether by edits or by what the ledger has come to
   */
  async commit(one: Import, planHash: string, caller: Caller, record = unrecorded): Promise<Import> {
    const { planning, store, news, clock, wake } = this.parts;
    const isBegun = one.state === 'committing' || one.state === 'done';
    if (isBegun && one.plan?.hash === planHash) return one;
    if (!isBegun) mustOffer(one, 'commit', await this.hasEntered(one));
    if (one.plan?.hash !== planHash) throw new ProblemError([{ code: 'IMPORT.PLAN_CHANGED' }]);
    const by = asImport(caller);
    const fresh = await refusing(() => planning.fresh({ ...one, caller: by }));
    if (fresh.plan?.hash !== planHash) {
      await this.changed(one, { ...outcomeOf(fresh), caller: by });
      throw new ProblemError([{ code: 'IMPORT.PLAN_CHANGED' }]);
    }
    const progress = { done: 0, of: fresh.plan.entryCount };
    await record();
    const begun = await store.begin(one, { ...outcomeOf(fresh), caller: by, state: 'committing', progress }, fresh.pages, clock.now());
    if (begun === undefined) throw movedOn();
    await news.tell(begun);
    wake();
    return begun;
  }

  /**
   * Goes on with an import that has stopped, in the name and with the rights of whoever says so.
   * @param record as of {@link commit}
   * @throws ProblemError IMPORT.STATE, PERIOD.LOCKED
   */
  async retry(one: Import, caller: Caller, record = unrecorded): Promise<Import> {
    mustOffer(one, 'retry', await this.hasEntered(one));
    const by = asImport(caller);
    const { phase, step, reasons } = one.failure ?? { phase: 'read' };
    // What the ledger has refused it would refuse again: the rest is checked anew. A record that is half entered is finished first.
    const isAnew = phase === 'read' || (reasons !== undefined && step === 0 && phase === 'commit');
    if (isAnew) {
      await record();
      const reading = await this.changed(one, { state: 'reading', caller: by, failure: null, progress: { done: 0, of: 0 } });
      void this.reading.read(reading);
      return reading;
    }
    // Of what is taken back by half, only the one who began it may have no right to the rest alone.
    const isAnother = caller.actor.account !== one.caller.actor.account;
    if (phase === 'undo' && isAnother) await this.parts.endings.mustBeAllowed(one, caller, one.reason ?? '');
    await record();
    const resumed = await this.changed(one, { state: phase === 'undo' ? 'undoing' : 'committing', caller: by, failure: null });
    this.parts.wake();
    return resumed;
  }

  /**
   * Takes back all that an import has entered, in the background; said again, it changes nothing. What a lock forbids is
   * asked first, so that nothing is taken back of an import that cannot be taken back whole.
   * @param record as of {@link commit}
   * @throws ProblemError IMPORT.STATE, PERIOD.LOCKED, PERIOD.NOT_LOCKED
   */
  async undo(one: Import, reason: string, caller: Caller, record = unrecorded): Promise<Import> {
    if ((one.state === 'undoing' || one.state === 'undone') && one.reason === reason) return one;
    const pages = await this.parts.store.standingPages(one.importId);
    mustOffer(one, 'undo', pages.length > 0);
    await this.parts.endings.mustBeAllowed(one, caller, reason);
    await record();
    const progress = { done: 0, of: pages.length };
    const undoing = await this.changed(one, { state: 'undoing', reason, caller: asImport(caller), failure: null, progress });
    this.parts.wake();
    return undoing;
  }

  private async hasEntered({ importId }: Import): Promise<boolean> {
    return (await this.parts.store.standingPages(importId)).length > 0;
  }

  /** Stores a change and tells of it. @throws ProblemError IMPORT.MOVED */
  private async changed(one: Import, changes: ImportChanges, decisions: readonly NewDecision[] = []): Promise<Import> {
    const { store, clock, news } = this.parts;
    const changed = await store.change(one, changes, clock.now(), decisions);
    if (changed === undefined) throw movedOn();
    await news.tell(changed);
    return changed;
  }

  /** @param said changes of rows: what they decide about two orders is kept for the imports to come */
  private async replanned(one: Import, changes: ImportChanges, caller: Caller, said: readonly Edit[] = []): Promise<Import> {
    const given = { ...changes, inputs: newId(), caller: asImport(caller) };
    const fresh = await refusing(() => this.parts.planning.fresh({ ...one, ...given }, decidedRows(said)));
    const by = { by: caller.actor.account, now: this.parts.clock.now() };
    return this.changed(one, { ...given, ...outcomeOf(fresh) }, decisionsAbout(one, said, fresh.compared, by));
  }
}

function movedOn(): ProblemError {
  return new ProblemError([{ code: 'IMPORT.MOVED' }]);
}
