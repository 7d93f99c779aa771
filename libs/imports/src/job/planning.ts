import { isDeepStrictEqual } from 'node:util';
import type { BusinessDay } from '#contracts';
import { type Clock, ProblemError } from '#platform';
import type { ComparedRow, Desk, PlanSummary } from '../desk/desk.js';
import { makePlan } from '../desk/make-plan.js';
import type { MappingView } from '../desk/mapping-view.js';
import type { LedgerPort } from '../plan/known.js';
import type { DecisionStore } from '../store/decision-store.js';
import type { ImportStore } from '../store/import-store.js';
import type { Import } from './import.js';
import { keptLedger, RecordingLedger } from './kept-answers.js';
import { withDecisions } from './kept-decisions.js';
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
  /** Of the rows that were asked for, those that stand beside a recorded order. */
  readonly compared: readonly ComparedRow[];
}

/** What plans are made with. */
export interface PlanningParts {
  readonly store: ImportStore;
  readonly decisions: Pick<DecisionStore, 'newest'>;
  readonly desks: OpenDesks;
  readonly ledger: ImportLedger;
  readonly clock: Clock;
  /** Of this ledger, the same at every instance: keys of what may be private are sealed with it. */
  readonly secret: string;
}

/** Makes plans: anew against the ledger, or again as they were when they were begun. */
export class Planning {
  constructor(private readonly parts: PlanningParts) {}

  /** The plan as it would be now. Nothing is stored. @param rows of which it is asked beside what they stand @throws FileRefusedError */
  fresh(one: Import, rows: readonly number[] = []): Promise<FreshPlan> {
    return this.parts.desks.at(one, (open) => this.freshAt(open, one, rows));
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

  private async freshAt(open: OpenDesk, one: Import, rows: readonly number[] = []): Promise<FreshPlan> {
    const { ledger, decisions, clock } = this.parts;
    const today = clock.today();
    const recording = new RecordingLedger(withDecisions(ledger.seenBy(one.caller, one.kind), decisions, one), today);
    const mapping = await this.brought(open, one);
    const plan = await this.planned(open, recording, today);
    const compared = plan === undefined || rows.length === 0 ? [] : await open.desk.comparedRows(rows);
    return { mapping, plan, today, pages: recording.pages, compared };
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
