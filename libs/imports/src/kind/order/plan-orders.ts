import { lineKey, recordId } from '../../plan/identity.js';
import type { Answers, KnownOrder, LikenessQuestion, Questions } from '../../plan/known.js';
import { NO_QUESTIONS } from '../../plan/known.js';
import { EqualRows } from '../../plan/equal-rows.js';
import { enteredAgain } from '../../plan/plan-records.js';
import type { RowDecisions } from '../../plan/planner.js';
import { ORDER_COLUMNS } from '../columns.js';
import type { EntryRights } from '../../plan/entry-rights.js';
import type { Names } from '../../plan/names.js';
import type { CellProblem, Comparison, Outcome, EntryDraft, PlannedRow } from '../../plan/plan.js';
import type { LockFindings } from '../../plan/adjustment-cells.js';
import { type Alike, AlikeOrders } from './alike-orders.js';
import type { Draft } from './draft-orders.js';
import { type BlockedOrder, commandsOf, type OrderDraft } from './order-draft.js';
import { problemAt } from './order-group.js';
import { blockedFindings, type OrderRights, orderRights } from './order-rights.js';
import type { OrderRow } from './order-row.js';
import { endedCells, OrderWarnings, pricedProducts } from './order-warnings.js';
import { recordedOtherwise } from './recorded-otherwise.js';

/** What the ledger must be asked about them. */
export function orderQuestions(drafts: readonly Draft[]): Questions {
  const whole = drafts.filter((draft) => draft.kind === 'order');
  const numbers = drafts.flatMap(({ group }) => group.orderNo ?? []);
  return {
    ...NO_QUESTIONS,
    orderNumbers: [...new Set(numbers)],
    rowKeys: [...new Set(whole.filter(({ group }) => group.orderNo === undefined).map(({ key }) => key))],
    likenesses: likenessQuestions(drafts),
    products: pricedProducts(drafts),
  };
}

function likenessQuestions(drafts: readonly Draft[]): readonly LikenessQuestion[] {
  const asked = new Map<string, LikenessQuestion>();
  for (const { likeness: key, group } of drafts) {
    if (key === undefined) continue;
    const isAskedByOthers = asked.has(key) && asked.get(key)?.number !== group.orderNo;
    asked.set(key, isAskedByOthers || group.orderNo === undefined ? { key } : { key, number: group.orderNo });
  }
  return [...asked.values()];
}

/** What a plan of orders rests on besides the file. */
export interface OrderGround {
  readonly answers: Answers;
  readonly decided: RowDecisions;
  readonly rights: EntryRights;
  readonly names: Names;
  /** Of this ledger. */
  readonly secret: string;
}

/** What becomes of each row. */
export function planOrders(drafts: readonly Draft[], ground: OrderGround): Outcome {
  const planner = new OrderPlanner(ground, new OrderWarnings(drafts, ground.answers));
  for (const draft of drafts) planner.add(draft);
  const { rows, entries, repeatable, compared } = planner;
  return { rows: rows.sort((left, right) => left.row - right.row), entries, repeatable, compared };
}

const entries = new WeakMap<OrderDraft, EntryDraft>();

/** The entry of an order, the same one as before where it is: what was sealed of it need not be sealed again. */
function entryOf(draft: OrderDraft, id: string, rights: OrderRights): EntryDraft {
  const kept = entries.get(draft);
  if (kept?.id === id) return kept;
  const { totalFen: amountFen, grams, unconvertedRows } = draft;
  const rows = draft.group.rows.map(({ row }) => row);
  const entry = { id, rows, commands: () => commandsOf(draft, id, rights), amountFen, grams, unconvertedRows };
  entries.set(draft, entry);
  return entry;
}

/** What is said of an order before its own rows are looked at. */
interface Known {
  readonly alike: Alike;
  /** Of equal ones before it; of one with a number that is known by it. */
  readonly history?: readonly CellProblem[];
}

class OrderPlanner implements Outcome {
  readonly rows: PlannedRow[] = [];
  readonly entries: EntryDraft[] = [];
  readonly repeatable = new Map<number, number>();
  readonly compared = new Map<number, Comparison>();
  private readonly equal: EqualRows;
  private readonly alike: AlikeOrders;
  private readonly answers: Answers;

  constructor(
    private readonly ground: OrderGround,
    private readonly warnings: OrderWarnings,
  ) {
    const { answers, decided, secret } = ground;
    this.answers = answers;
    this.equal = new EqualRows(answers.rowKeys, decided.repeats);
    this.alike = new AlikeOrders({ answers, own: decided.own, secret });
  }

  add(draft: Draft): void {
    const { group } = draft;
    const alike = this.alike.next(draft);
    for (const [row, first] of group.repeated) this.duplicate(row, problemAt('orderNo', 'ORDER.DUPLICATE_IN_FILE', { row: first }));
    const recorded = group.orderNo === undefined ? undefined : this.answers.orderNumbers.get(group.orderNo)?.live;
    if (recorded !== undefined) this.recorded(draft, recorded);
    // What is left of an order would be another one: it is left out whole.
    else if (group.rows.some(({ row }) => this.ground.decided.skipped.has(row)))
      this.leaveOut(draft, alike, problemAt('orderNo', 'ROW.SKIPPED', {}));
    else if (alike.same !== undefined) this.leaveOut(draft, alike, alike.same);
    else if (draft.kind === 'blocked') this.blocked(draft, alike);
    else if (group.orderNo === undefined) this.unnumbered(draft, alike);
    else this.create(draft, recordId(`832 ${group.orderNo}`, this.answers.orderNumbers.get(group.orderNo)?.ever ?? 0), { alike });
  }

  /** The number is in the ledger: its rows are, unless the order there has other lines. */
  private recorded(draft: Draft, order: KnownOrder): void {
    const { group } = draft;
    const { id, recordedBy, recordedAt } = order;
    const value = group.orderNo ?? '';
    const otherwiseIn = recordedOtherwise(draft, order, this.ground.names);
    for (const one of group.rows) {
      if (order.isOfOthers === true) {
        this.duplicate(one.row, problemAt('orderNo', 'ORDER.DUPLICATE', { recordedAt, value }));
        continue;
      }
      const key = one.problems.length === 0 ? lineKeyOf(one) : undefined;
      if (key === undefined || order.lines.includes(key)) {
        this.duplicate(one.row, problemAt('orderNo', 'ORDER.DUPLICATE', { id, recordedBy, recordedAt, value }), otherwiseIn(one));
      } else this.block(one, [problemAt('orderNo', 'ORDER.LINES_DIFFER', { id, value })], otherwiseIn(one));
    }
  }

  /** The n-th equal order of the unit is the ledger's n-th: three equal ones imported twice stay three. */
  private unnumbered(draft: OrderDraft, alike: Alike): void {
    const row = draft.group.rows[0]?.row ?? 0;
    const place = this.equal.place(draft.key, row);
    const { header } = ORDER_COLUMNS.day;
    if (place.isNew) {
      const again = place.isRepeat ? [enteredAgain(header)] : [];
      this.create(draft, place.id, { alike, history: [...again, ...endedCells(place.ended)] });
    } else {
      this.repeatable.set(row, place.ever);
      this.duplicate(row, problemAt('day', 'ROW.DUPLICATE', {}));
    }
  }

  private create(draft: OrderDraft, id: string, known: Known): void {
    const { rows } = draft.group;
    const rights = orderRights(draft, this.ground.rights);
    if (rows.some((one) => rights.findingsOf(one).problems.length > 0)) this.waiting(draft, (one) => rights.findingsOf(one), known);
    else this.enter(draft, id, rights, known);
  }

  private enter(draft: OrderDraft, id: string, rights: OrderRights, { alike, history }: Known): void {
    const entry = this.entries.length;
    this.entries.push(entryOf(draft, id, rights));
    this.compare(draft, alike);
    const { warnings, notes } = this.warnings.ofOrder(draft, alike, history);
    for (const one of draft.group.rows) {
      const cells = [...rights.findingsOf(one).warnings, ...this.warnings.ofRow(one), ...warnings];
      this.rows.push({
        row: one.row,
        state: cells.length > 0 ? 'warned' : 'create',
        cells: notes.length > 0 ? [...cells, ...notes] : cells,
        entry,
      });
    }
  }

  private blocked(draft: BlockedOrder, alike: Alike): void {
    const findingsOf = (one: OrderRow): LockFindings => {
      const { problems, warnings } = blockedFindings(draft, one, this.ground.rights);
      return { problems: [...one.problems, ...draft.problems, ...problems], warnings };
    };
    this.waiting(draft, findingsOf, { alike });
  }

  /** Rows of an order that must be mended first; those without a problem of their own wait for the others. */
  private waiting(draft: Draft, findingsOf: (row: OrderRow) => LockFindings, { alike, history }: Known): void {
    this.compare(draft, alike);
    const ofOrder = this.warnings.ofOrder(draft, alike, history);
    const rows = draft.group.rows.map((one) => ({ one, ...findingsOf(one) }));
    const wrong = rows.filter(({ problems }) => problems.length > 0).map(({ one }) => one.row);
    for (const { one, problems, warnings } of rows) {
      const others = wrong.filter((row) => row !== one.row);
      const waiting = others.length > 0 ? [problemAt('orderNo', 'ORDER.ROW_BLOCKED', { rows: others.join('、') })] : [];
      this.block(one, problems.length > 0 ? problems : waiting, [...warnings, ...ofOrder.warnings, ...ofOrder.notes]);
    }
  }

  /** By decision, in this import or in an earlier one. */
  private leaveOut(draft: Draft, alike: Alike, said: CellProblem): void {
    this.compare(draft, alike);
    for (const { row } of draft.group.rows) this.duplicate(row, said);
  }

  private compare({ group }: Draft, { comparison }: Alike): void {
    if (comparison !== undefined) for (const { row } of group.rows) this.compared.set(row, comparison);
  }

  private block(one: OrderRow, problems: readonly CellProblem[], warnings: readonly CellProblem[] = []): void {
    this.rows.push({ row: one.row, state: 'blocked', cells: [...problems, ...this.warnings.ofRow(one), ...warnings] });
  }

  private duplicate(row: number, problem: CellProblem, warnings: readonly CellProblem[] = []): void {
    this.rows.push({ row, state: 'duplicate', cells: [problem, ...warnings] });
  }
}

/** @returns undefined where the row does not tell a whole line */
function lineKeyOf({ product, quantity, unit, packGrams, amountFen }: OrderRow): string | undefined {
  if (product === undefined || quantity === undefined || unit === undefined || amountFen === undefined) return undefined;
  return lineKey({ product, quantity, unit, packGrams: packGrams ?? null, amountFen });
}
