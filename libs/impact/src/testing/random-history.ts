import { addDays, dayNumber, type Dimensions, type Instant, type LogName, type Measure, type Posting } from '#contracts';
import type { FiguresLedger } from './figures-ledger.js';
import { Random } from './random.js';

export const UNITS = ['root', 'dept-a', 'dept-b', 'unit-1', 'unit-2', 'unit-3', 'unit-4'] as const;
export const VILLAGES = ['610124103201', '610124103202', '611024101001'] as const;
export const PROJECTS = ['store', 'base'] as const;
export const CHANNELS = ['832', 'other-platform', 'offline'] as const;
export const FUNDINGS = ['canteen', 'union', 'personal'] as const;
export const CATEGORIES = ['fruit', 'vegetable', 'tea-drink'] as const;
export const STAGES = ['approved', 'tendered', 'contracted'];
const HOUSEHOLDS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const ORDERS = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8'];

interface Kept {
  readonly log: LogName;
  readonly streamId: string;
  readonly occurredOn: string;
  readonly under: Dimensions;
  readonly postings: readonly Posting[];
  readonly demo: boolean;
}

/**
 * A history that keeps to what features post, and goes anywhere within it: late entries, reversals on the original day,
 * clearings, moves in the tree, years apart between the two clocks.
 */
export class RandomHistory {
  private readonly kept: Kept[] = [];
  private readonly reached = new Set<string>();
  private clockMs = Date.parse('2019-01-05T02:00:00.000Z');
  private number = 0;

  constructor(
    private readonly ledger: FiguresLedger,
    readonly random: Random,
  ) {}

  /** Units, villages and projects first, then `steps` entries of all kinds. */
  write(steps: number): void {
    UNITS.forEach((unit) => this.openUnit(unit));
    VILLAGES.forEach((code) => this.place('households', 'VillageRegistered', `village-${code}`, { code, name: `村"${code}'𠮷` }));
    PROJECTS.forEach((project) => this.register(project));
    for (let step = 0; step < steps; step += 1) this.step();
  }

  private step(): void {
    const { random } = this;
    const ways = [
      () => this.order(),
      () => this.order(),
      () => this.order(),
      () => this.sale(),
      () => this.sale(),
      () => this.reserve(),
      () => this.stage(),
      () => this.household(),
      () => this.activity(),
      () => this.move(),
      () => this.takeBack(),
      () => this.nothing(),
    ];
    random.one(ways)();
    // Recorded months pass unevenly; now and then a year at once.
    this.clockMs += random.below(12) * 86_400_000 + random.below(86_400_000) + (random.once(60) ? 200 * 86_400_000 : 0);
  }

  private now(): Instant {
    this.clockMs += 1;
    return new Date(this.clockMs).toISOString();
  }

  private day(): string {
    return addDays('2019-01-01', this.random.below(900));
  }

  private post(log: LogName, type: string, streamId: string, under: Dimensions, postings: Posting[], occurredOn = this.day()): void {
    const { random } = this;
    const approximate = random.once(6);
    const demo = random.once(5);
    const data = { under, postings, ...(approximate ? { approximate } : {}) };
    this.ledger.record({ log, type, streamId, occurredOn, data, demo }, this.now());
    this.kept.push({ log, streamId, occurredOn, under, postings: postings.map((posting) => ({ approximate, ...posting })), demo });
  }

  private place(log: LogName, type: string, streamId: string, data: object): void {
    this.ledger.record({ log, type, streamId, occurredOn: this.day(), data }, this.now());
  }

  private openUnit(unitId: string): void {
    const kind = unitId.startsWith('unit') ? 'budget-unit' : 'department';
    const parentId = unitId === 'root' ? null : unitId.startsWith('dept') ? 'root' : this.random.one(['dept-a', 'dept-b', 'root']);
    const data = {
      unitId,
      name: `示例 ${unitId}`,
      kind,
      parentId,
      under: { unit: unitId, kind },
      postings: [{ measure: 'unit.open', delta: 1 }],
    };
    this.ledger.record(
      { log: 'directory', type: 'UnitRegistered', streamId: `unit-${unitId}`, occurredOn: this.day(), data: data as never },
      this.now(),
    );
    this.kept.push({
      log: 'directory',
      streamId: `unit-${unitId}`,
      occurredOn: this.ledger.events.at(-1)?.occurredOn ?? '',
      under: data.under,
      postings: [{ measure: 'unit.open', delta: 1 }],
      demo: false,
    });
  }

  private register(projectId: string): void {
    const unit = this.random.one(UNITS);
    const under = { unit, village: this.random.one(VILLAGES), project: projectId, template: 'cold-storage' };
    const planned = STAGES.map((stage): Posting => ({ measure: 'project.stage-planned', delta: dayNumber(this.day()), under: { stage } }));
    const postings: Posting[] = [
      { measure: 'project.registered', delta: 1 },
      { measure: 'storage.capacity', delta: 1_000_000, under: { kind: 'formula' } },
      ...planned,
    ];
    const data = { projectId, name: `项目${projectId}`, under, postings };
    const occurredOn = this.day();
    this.ledger.record({ log: 'projects', type: 'ProjectRegistered', streamId: `project-${projectId}`, occurredOn, data }, this.now());
    this.projects.set(projectId, under);
  }

  private readonly projects = new Map<string, Dimensions>();

  private order(): void {
    const { random } = this;
    const measure = random.one<Measure>([
      'purchase.ordered',
      'purchase.ordered',
      'purchase.paid',
      'purchase.accepted',
      'purchase.completed',
    ]);
    const under = {
      unit: random.one(UNITS),
      channel: random.one(CHANNELS),
      funding: random.one(FUNDINGS),
      ...(random.once(3) ? { project: random.one(PROJECTS) } : {}),
      ...(random.once(2) ? { county: random.one(['610124', '611024']) } : {}),
    };
    const line = (): Posting => ({ measure, delta: random.below(100_000) + 1, under: { category: random.one(CATEGORIES) } });
    this.post('purchases', 'OrderPlaced', `order-${random.one(ORDERS)}`, under, random.once(2) ? [line()] : [line(), line()]);
  }

  private sale(): void {
    const { random } = this;
    const village = random.one(VILLAGES);
    const under = { village, county: village.slice(0, 6), category: random.one(CATEGORIES), product: random.one(['猕猴桃', '核桃']) };
    const amount = random.below(60_000);
    const postings: Posting[] = [
      random.once(4) ? { measure: 'sale.unconverted', delta: 1 } : { measure: 'sale.weight', delta: random.below(90_000) },
      { measure: 'sale.amount', delta: amount },
      random.once(2)
        ? { measure: 'sale.household', delta: 1, member: random.one(HOUSEHOLDS) }
        : { measure: 'sale.households-stated', delta: random.below(9) },
    ];
    if (random.once(2)) postings.push({ measure: 'sale.linked', delta: amount, member: random.one(ORDERS) });
    this.post('households', 'SaleRecorded', `sale-${(this.number += 1)}`, under, postings);
  }

  private reserve(): void {
    const { random } = this;
    const under = { unit: random.one(UNITS), year: random.one([2019, 2020, 2021]), kind: random.one(['own', 'none']) };
    const streamId = `reserve-${under.unit}-${under.year}`;
    if (!this.reached.has(streamId)) {
      this.reached.add(streamId);
      this.post('purchases', 'ReserveSubmitted', streamId, under, [{ measure: 'reserve.filed', delta: 1 }]);
      if (random.once(3)) return;
      const first: Posting[] = [{ measure: 'reserve.approved', delta: 1 }];
      const amounts = (['reserve.canteen', 'reserve.union'] as const).map((measure): Posting => ({
        measure,
        delta: random.below(500_000),
      }));
      this.post('purchases', 'ReserveConfirmed', streamId, under, [...first, ...amounts]);
    }
  }

  private stage(): void {
    const project = this.random.one(PROJECTS);
    const stage = this.random.one(STAGES);
    const key = `${project}/${stage}`;
    const delta = this.reached.delete(key) ? -1 : 1;
    if (delta === 1) this.reached.add(key);
    const under = { ...this.projects.get(project), stage };
    const data = { under, postings: [{ measure: 'project.stage-reached' as const, delta }] };
    const type = delta === 1 ? 'StageReached' : 'StageReopened';
    this.ledger.record({ log: 'projects', type, streamId: `project-${project}`, occurredOn: this.day(), data }, this.now());
  }

  private household(): void {
    const { random } = this;
    const under = { village: random.one(VILLAGES), kind: random.one(['lifted', 'registered-poor']) };
    const what = random.one([
      ['household.registered', 'household.registered-poor'],
      ['household.exited', 'household.exited-poor'],
    ] as const);
    const measures = under.kind === 'registered-poor' ? what : what.slice(0, 1);
    this.post(
      'households',
      'HouseholdRegistered',
      `household-${(this.number += 1)}`,
      under,
      measures.map((measure) => ({ measure, delta: 1 })),
    );
  }

  private activity(): void {
    const { random } = this;
    const postings: Posting[] = [
      { measure: 'activity.held', delta: 1 },
      { measure: 'activity.sessions', delta: random.below(4) },
      { measure: 'activity.participants', delta: random.below(60) },
      { measure: 'donation.received', delta: random.below(9_000_000) },
    ];
    const kind = random.one(['visit', 'training', 'skills-delivery', 'donation']);
    const under = { kind, ...(random.once(2) ? { village: random.one(VILLAGES) } : {}) };
    this.post('households', 'ActivityRecorded', `activity-${(this.number += 1)}`, under, postings);
  }

  private move(): void {
    const unitId = this.random.one(['unit-1', 'unit-2', 'unit-3', 'unit-4']);
    this.place('directory', 'UnitMoved', `unit-${unitId}`, { unitId, parentId: this.random.one(['root', 'dept-a', 'dept-b']) });
  }

  /** A void: everything back to zero on the original day, recorded now. */
  private takeBack(): void {
    const [kept] = this.kept.splice(this.random.below(this.kept.length), 1);
    if (kept === undefined) return;
    const postings = kept.postings.map((posting): Posting => ({ ...posting, delta: -posting.delta, day: kept.occurredOn }));
    const data = { streamId: kept.streamId, reason: '撤回', under: kept.under, postings };
    const { log, streamId, demo } = kept;
    this.ledger.record({ log, type: 'RecordWithdrawn', streamId, occurredOn: this.day(), data, demo }, this.now());
  }

  private nothing(): void {
    this.place('purchases', 'OrderContractSigned', `order-${this.random.one(ORDERS)}`, {});
  }
}
