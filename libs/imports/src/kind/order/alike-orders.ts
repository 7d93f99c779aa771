import { MOST_ALIKE } from '#contracts';
import { sealedKey } from '../../plan/identity.js';
import { type Answers, type KeptDecision, type KnownOrder, pairKey } from '../../plan/known.js';
import type { CellProblem, Comparison } from '../../plan/plan.js';
import { ORDER_COLUMNS } from '../columns.js';
import type { Draft } from './draft-orders.js';
import { problemAt, valuesOf } from './order-group.js';

/** What is said of recorded orders that one of the sheet may be the same as. */
export interface Alike {
  /** Worth a look before it is entered. */
  readonly warnings: readonly CellProblem[];
  /** That it is another order than these was decided in earlier imports. */
  readonly notes: readonly CellProblem[];
  /** Set where an earlier import has decided that it is one of them: it is left out. */
  readonly same?: CellProblem;
  /** Set where it stands beside any. */
  readonly comparison?: Comparison;
}

/** What alike orders are told by. */
export interface AlikeGround {
  readonly answers: Pick<Answers, 'likenessKeys' | 'decided'>;
  /** Rows that were decided about in this import. */
  readonly own: ReadonlySet<number>;
  /** Of the ledger: a number may say anything, so rows are kept by a sealed key. */
  readonly secret: string;
}

interface Candidate {
  readonly order: KnownOrder;
  readonly kept: KeptDecision | undefined;
}

const NONE: Alike = { warnings: [], notes: [] };

/** Compares orders of a sheet, in its order, with recorded ones of the same contents and another number. */
export class AlikeOrders {
  private readonly unnumbered = new Map<string, number>();

  constructor(private readonly ground: AlikeGround) {}

  /** Of the next order of the sheet. */
  next(draft: Draft): Alike {
    const { likeness, group } = draft;
    const all = likeness === undefined ? undefined : this.ground.answers.likenessKeys.get(likeness);
    if (likeness === undefined || all === undefined) return NONE;
    const rowKey = this.rowKey(draft, likeness);
    const others = all.filter(({ platformOrderNo }) => group.orderNo !== undefined || platformOrderNo !== null);
    const [unitId] = valuesOf(group.rows, 'unitId');
    const isKept = isInReach(draft);
    const decided = isKept ? this.ground.answers.decided : undefined;
    const candidates = others.slice(0, MOST_ALIKE).map((order) => ({ order, kept: decided?.get(pairKey(rowKey, order.id)) }));
    const shown = shownOf(candidates);
    const told = { ...this.told(draft, shown, others.length > MOST_ALIKE), notes: notesOf(candidates) };
    if (unitId === undefined || shown === undefined) return told;
    const otherIds = candidates.map(({ order: { id } }) => id);
    return { ...told, comparison: { unitId, likeness, rowKey, otherId: shown.order.id, otherIds, isKept } };
  }

  private told({ group }: Draft, shown: Candidate | undefined, areMore: boolean): Omit<Alike, 'notes'> {
    const more = areMore ? [problemAt('orderNo', 'ORDER.MANY_ALIKE', { most: MOST_ALIKE })] : [];
    if (shown === undefined || shown.kept?.decision === 'two') return { warnings: more };
    const warnings = [problemAt('orderNo', 'ORDER.NEAR_DUPLICATE', orderParams(shown.order)), ...more];
    const isOwn = group.rows.some(({ row }) => this.ground.own.has(row));
    if (isOwn || shown.kept === undefined) return { warnings };
    return { warnings, same: decidedCell('ORDER.DECIDED_SAME', shown.order, shown.kept) };
  }

  /** Without a number, it is known by which it is of those like it: as rows come again, it is that one again. */
  private rowKey(draft: Draft, likeness: string): string {
    const { orderNo } = draft.group;
    if (orderNo !== undefined) return this.sealed(draft, likeness, orderNo);
    const nth = this.unnumbered.get(likeness) ?? 0;
    this.unnumbered.set(likeness, nth + 1);
    return this.sealed(draft, likeness, nth);
  }

  /** An edit leaves all orders but a few as they were: what was sealed of them is not sealed again. */
  private sealed(draft: Draft, likeness: string, place: string | number): string {
    const known = keys.get(draft);
    if (known?.place === place) return known.key;
    const key = sealedKey(this.ground.secret, 'alike order', [likeness, place]);
    keys.set(draft, { place, key });
    return key;
  }
}

const keys = new WeakMap<Draft, { readonly place: string | number; readonly key: string }>();

/** That it is another order than these was decided before. */
function notesOf(candidates: readonly Candidate[]): readonly CellProblem[] {
  return candidates.flatMap(({ order, kept }) => (kept?.decision === 'two' ? [decidedCell('ORDER.DECIDED_TWO', order, kept)] : []));
}

/** The one it stands beside: decided to be the same, else the first that nobody has decided about, else the last that was. */
function shownOf(candidates: readonly Candidate[]): Candidate | undefined {
  const open = candidates.find(({ kept }) => kept?.decision === 'same') ?? candidates.find(({ kept }) => kept === undefined);
  return open ?? candidates.toSorted(newestFirst)[0];
}

function newestFirst(one: Candidate, other: Candidate): number {
  return (one.kept?.decidedAt ?? '') < (other.kept?.decidedAt ?? '') ? 1 : -1;
}

/** Of a unit that whoever imports may not enter for, nothing that was decided is shown or changed. */
function isInReach({ group }: Draft): boolean {
  return !group.rows.some(({ problems }) => problems.some(({ column }) => column === ORDER_COLUMNS.unit.header));
}

function decidedCell(code: 'ORDER.DECIDED_TWO' | 'ORDER.DECIDED_SAME', order: KnownOrder, kept: KeptDecision): CellProblem {
  const { decidedBy, decidedAt, importId } = kept;
  return problemAt('orderNo', code, { ...orderParams(order), decidedBy, decidedAt, importId });
}

function orderParams({ id, platformOrderNo, occurredOn, recordedBy, recordedAt }: KnownOrder): CellProblem['params'] {
  return { id, number: platformOrderNo ?? '无编号', day: occurredOn, recordedBy, recordedAt };
}
