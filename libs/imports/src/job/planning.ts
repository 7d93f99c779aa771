import { isDeepStrictEqual } from 'node:util';
import type { BusinessDay } from '#contracts';
import { type Clock, ProblemError } from '#platform';
import type { Desk, PlanSummary } from '../desk/desk.js';
import { makePlan } from '../desk/make-plan.js';
import type { MappingView } from '../desk/mapping-view.js';
import type { LedgerPort } from '../plan/known.js';
import type { ImportStore } from '../store/import-store.js';
import type { Import } from './import.js';
import { keptLedger, RecordingLedger } from './kept-answers.js';
import type { OpenDesk, OpenDesks } from './open-desks.js';
import type { ImportLedger } from './ports.js';
import { sheetUnknown } from './unfit-changes.js';

/** What a file comes to against the ledger of this moment. */
export interface FreshPlan {
  readonly mapping: MappingView;
  /** Absent while a person is asked for the columns. */
  readonly plan: PlanSummary | undefined;
  readonly today: BusinessDay;
  /** What the ledger said: with it the very same plan can be made again. */
  readonly pages: readonly object[];
}

/** What plans are made with. */
export interface PlanningParts {
  readonly store: ImportStore;
  readonly desks: OpenDesks;
  readonly ledger: ImportLedger;
  readonly clock: Clock;
  /** Of this ledger, the same at every instance: keys of what may be private are sealed with it. */
  readonly secret: string;
}

/** Makes plans: anew against the ledger, or again as they were when they were begun. */
export class Planning {
  constructor(private readonly parts: PlanningParts) {}

  /** The plan as it would be now. Nothing is stored. @throws FileRefusedError */
  fresh(one: Import): Promise<FreshPlan> {
    return this.parts.desks.at(one, (open) => this.freshAt(open, one));
  }

  /**
   * Works with the plan of an import: the one that is being entered or was, else the one it has now, which is made again
   * where its desk was closed.
   * @param moved told of a plan that came out otherwise: the ledger has moved
   */
  shown<Result>(
    one: Import,
    work: (desk: Desk, plan: PlanSummary) => Promise<Result>,
    moved: (fresh: FreshPlan) => Promise<void>,
  ): Promise<Result> {
    return this.parts.desks.at(one, async (open) => {
      const held = await this.heldPlan(open, one, moved);
      return work(open.desk, held);
    });
  }

  /** A sheet of the file as it would be offered, whichever is read. @throws FileRefusedError, ProblemError IMPORT.SHEET_UNKNOWN */
  sheet(one: Import, name: string): Promise<MappingView> {
    return this.parts.desks.at(one, async ({ desk }) => {
      const view = await desk.sheetView(name);
      if (view !== undefined) return view;
      throw new ProblemError([await sheetUnknown(desk, name)]);
    });
  }

  private async heldPlan(open: OpenDesk, one: Import, moved: (fresh: FreshPlan) => Promise<void>): Promise<PlanSummary> {
    if (open.inputs === one.inputs && open.plan !== undefined && open.plan.hash === one.plan?.hash) return open.plan;
    if (isBegun(one)) return this.keptAt(open, one);
    const fresh = await this.freshAt(open, one);
    if (fresh.plan === undefined) throw new Error(`import ${one.importId} has lost its columns`);
    if (fresh.plan.hash !== one.plan?.hash) await moved(fresh);
    return fresh.plan;
  }

  private async freshAt(open: OpenDesk, one: Import): Promise<FreshPlan> {
    const { ledger, clock } = this.parts;
    const today = clock.today();
    const recording = new RecordingLedger(ledger.seenBy(one.caller, one.kind), today);
    const mapping = await this.brought(open, one);
    const plan = await this.planned(open, recording, today);
    return { mapping, plan, today, pages: recording.pages };
  }

  private async keptAt(open: OpenDesk, one: Import): Promise<PlanSummary> {
    const kept = keptLedger(await this.parts.store.answers(one.importId));
    await this.brought(open, one);
    const plan = await this.planned(open, kept.ledger, kept.today);
    if (plan === undefined || plan.hash !== one.plan?.hash) {
      throw new Error(`the plan of import ${one.importId} cannot be made again: it was ${one.plan?.hash} and is ${plan?.hash}`);
    }
    return plan;
  }

  /** Gives a desk the columns and cells of an import. */
  private async brought(open: OpenDesk, one: Import): Promise<MappingView> {
    if (open.inputs !== one.inputs) {
      // Choosing reads all rows anew, so the same columns are not chosen again.
      if (!isDeepStrictEqual(open.choice, one.choice)) await open.desk.choose(one.choice ?? undefined);
      open.choice = one.choice;
      await open.desk.edit(one.edits);
      open.inputs = one.inputs;
    }
    return open.desk.mappingView();
  }

  private async planned(open: OpenDesk, ledger: LedgerPort, today: BusinessDay): Promise<PlanSummary | undefined> {
    open.plan = undefined;
    open.plan = await makePlan(open.desk, ledger, { today, secret: this.parts.secret });
    return open.plan;
  }
}

/** Whether a plan was begun: from then on it is what it was, whatever the ledger comes to. */
export function isBegun({ state, failure }: Pick<Import, 'state' | 'failure'>): boolean {
  return (
    state === 'committing' ||
    state === 'done' ||
    state === 'undoing' ||
    state === 'undone' ||
    (state === 'failed' && failure?.phase !== 'read')
  );
}
