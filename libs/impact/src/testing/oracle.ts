import { type Counted, dayNumber, type Dimensions, type Envelope, type FigureName, type Measure } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import { type Fact, isWithin, ratio, saleOf, stageAfter, total, type Value } from './oracle-facts.js';

/**
 * What every figure must be, by the plainest reading of contract §4 and §9: filter a list, add it up. Shares no code with
 * the figures.
 */
export class Oracle {
  private readonly facts: Fact[];

  constructor(
    private readonly events: readonly Envelope[],
    private readonly today: string,
  ) {
    this.facts = events.flatMap((event) => {
      const { postings, under } = event.data as Counted;
      return (postings ?? []).map((posting): Fact => ({
        event,
        measure: posting.measure,
        delta: posting.delta,
        day: posting.day ?? event.occurredOn,
        under: { ...under, ...posting.under },
        member: posting.member,
      }));
    });
  }

  value(figure: FigureName, filters: FigureFilters): Value {
    const basis = filters.basis ?? 'paid';
    const flow = (measure: Measure, only: Dimensions = {}): number => total(this.flow(measure, filters, only));
    const stock = (measure: Measure): number => total(this.stock(measure, filters));
    const reserve = (measure: Measure, asked: FigureFilters = filters): number => total(this.reserve(measure, asked));
    // A time within the period narrows what is counted, and not the base that it is a share of.
    const { within: _, ...whole } = filters;
    const yearly = { ...filters, year: filters.year ?? Number((filters.to ?? this.today).slice(0, 4)) };
    switch (figure) {
      case 'purchase.ordered':
      case 'purchase.paid':
      case 'purchase.accepted':
      case 'purchase.completed':
        return flow(figure);
      case 'reserve.confirmed':
        return reserve('reserve.canteen') + reserve('reserve.union');
      case 'reserve.canteen':
      case 'reserve.union':
        return reserve(figure);
      case 'reserve.completion':
        return ratio(flow(`purchase.${basis}`, { channel: '832' }), reserve('reserve.canteen') + reserve('reserve.union'));
      case 'reserve.filing':
        return ratio(reserve('reserve.filed', yearly), this.mustFile(yearly));
      case 'reserve.approval':
        return ratio(reserve('reserve.approved'), reserve('reserve.filed'));
      case 'reserve.pace':
        return this.pace(yearly);
      case 'sales.weight':
        return flow('sale.weight');
      case 'sales.unconverted':
        return flow('sale.unconverted');
      case 'sales.amount':
        return flow('sale.amount');
      case 'sales.reach':
        return this.reach(filters);
      case 'support.overlap':
        return this.overlap(filters);
      case 'projects.count':
        return filters.stage === undefined ? stock('project.registered') : this.standing(filters);
      case 'projects.stages-reached':
        return flow('project.stage-reached');
      case 'projects.days-late':
        return this.daysLate(filters);
      case 'storage.capacity':
        return stock('storage.capacity');
      case 'storage.share':
        return ratio(flow('sale.weight'), stock('storage.capacity'));
      case 'activities.visits':
        return flow('activity.held', { kind: 'visit' });
      case 'activities.training-sessions':
        return flow('activity.sessions', { kind: 'training' });
      case 'activities.training-participants':
        return flow('activity.participants', { kind: 'training' });
      case 'activities.skills-deliveries':
        return flow('activity.held', { kind: 'skills-delivery' });
      case 'activities.donations-received':
        return flow('donation.received');
      case 'households.registered':
        return stock('household.registered');
      case 'households.exited':
        return stock('household.exited');
      case 'households.exit-rate':
        return ratio(stock('household.exited-poor'), total(this.stock('household.registered-poor', whole)));
    }
  }

  /** Units that count under `unitId`, in the tree of the last day asked for. */
  private unitsOf({ unitId, includeBelow, year, to }: FigureFilters): (unit: string | undefined) => boolean {
    if (unitId === undefined) return () => true;
    const last = [year === undefined ? '9999' : `${year}-12-31`, to ?? '9999'].sort()[0] ?? '';
    const parentOf = new Map<string, string | null>();
    const moves = this.events
      .filter(({ type }) => type === 'UnitRegistered' || type === 'UnitMoved')
      .map(({ data, occurredOn, position }) => ({ ...(data as { unitId: string; parentId: string | null }), occurredOn, position }))
      .sort((left, right) => left.occurredOn.localeCompare(right.occurredOn) || left.position - right.position);
    for (const move of moves) if (!parentOf.has(move.unitId) || move.occurredOn <= last) parentOf.set(move.unitId, move.parentId);
    const below = (unit: string | null | undefined): boolean => unit === unitId || (unit != null && below(parentOf.get(unit)));
    return includeBelow === false ? (unit) => unit === unitId : below;
  }

  private matching(measure: Measure, filters: FigureFilters): Fact[] {
    const ofUnit = this.unitsOf(filters);
    return this.facts.filter(({ measure: found, under, event }) => {
      if (found !== measure || (filters.knownAt !== undefined && event.recordedAt > filters.knownAt)) return false;
      if (filters.channel !== undefined && under.channel !== filters.channel) return false;
      if (filters.funding !== undefined && under.funding !== filters.funding) return false;
      if (filters.category !== undefined && under.category !== filters.category) return false;
      const orNone = (asked: string | undefined, found: string | undefined): boolean => asked === undefined || asked === (found ?? 'none');
      if (!orNone(filters.countyCode, under.county)) return false;
      if (!orNone(filters.villageCode, under.village)) return false;
      if (!orNone(filters.projectId, under.project)) return false;
      if (filters.product !== undefined && under.product !== filters.product) return false;
      if (filters.kind !== undefined && under.kind !== filters.kind) return false;
      if (filters.template !== undefined && under.template !== filters.template) return false;
      if (filters.stage !== undefined && under.stage !== filters.stage) return false;
      return ofUnit(under.unit);
    });
  }

  private flow(measure: Measure, filters: FigureFilters, only: Dimensions = {}): Fact[] {
    return this.matching(measure, filters).filter(({ day, under }) => {
      if (!isWithin(day, filters.within) || (filters.from !== undefined && day < filters.from)) return false;
      if (filters.year !== undefined && !day.startsWith(`${filters.year}-`)) return false;
      if (Object.entries(only).some(([name, value]) => under[name as keyof Dimensions] !== value)) return false;
      return filters.to === undefined || day <= filters.to;
    });
  }

  private stock(measure: Measure, filters: FigureFilters): Fact[] {
    const { year, to, within } = filters;
    return this.matching(measure, filters).filter(
      ({ day }) => isWithin(day, within) && (year === undefined || day <= `${year}-12-31`) && (to === undefined || day <= to),
    );
  }

  private reserve(measure: Measure, filters: FigureFilters): Fact[] {
    const { year, from, to } = filters;
    return this.matching(measure, filters).filter(({ day, under }) => {
      const of = under.year ?? 0;
      if (year !== undefined && of !== year) return false;
      if (from !== undefined && of < Number(from.slice(0, 4))) return false;
      return to === undefined || (of <= Number(to.slice(0, 4)) && day <= to);
    });
  }

  private mustFile(filters: FigureFilters & { year: number }): number {
    const began = `${filters.year}-01-01`;
    const units = new Set<string | undefined>();
    const opened = this.stock('unit.open', filters).filter(({ under }) => under.kind === 'budget-unit');
    for (const { under } of opened) {
      const days = new Map<string, number>();
      for (const fact of opened.filter((other) => other.under.unit === under.unit))
        days.set(fact.day, (days.get(fact.day) ?? 0) + fact.delta);
      const counted = [...days].filter(([day, net]) => net > 0 || day < began);
      if (counted.reduce((sum, [, net]) => sum + net, 0) > 0) units.add(under.unit);
    }
    const filed = this.reserve('reserve.filed', filters);
    for (const { under } of filed) {
      if (total(filed.filter((other) => other.under.unit === under.unit)) > 0) units.add(under.unit);
    }
    return units.size;
  }

  private pace(filters: FigureFilters & { year: number }): Value {
    const completion = this.value('reserve.completion', filters);
    if (completion === null || typeof completion === 'number') return null;
    const [first, last] = [dayNumber(`${filters.year}-01-01`), dayNumber(`${filters.year}-12-31`)];
    const until = Math.min(last, dayNumber(filters.to ?? this.today));
    const elapsed = Math.floor((Math.max(0, until - first + 1) * 20_000 + (last - first + 1)) / (2 * (last - first + 1)));
    return { permyriad: completion.permyriad - elapsed };
  }

  private reach(filters: FigureFilters): number {
    const named = this.flow('sale.household', filters);
    const households = new Set(named.map(({ member }) => member));
    const distinct = [...households].filter((household) => total(named.filter(({ member }) => member === household)) > 0);
    return distinct.length + total(this.flow('sale.households-stated', filters));
  }

  /** Shares each order's total among its linked sales in the order of their days; a sale keeps its share under any filter. */
  private overlap(filters: FigureFilters): number {
    const { knownAt, year, to } = filters;
    const cut: FigureFilters = {
      ...(knownAt === undefined ? {} : { knownAt }),
      ...(year === undefined ? {} : { year }),
      ...(to === undefined ? {} : { to }),
    };
    const asked = new Set(this.flow('sale.linked', filters).map(saleOf));
    const left = new Map<string, number>();
    for (const { event, delta } of this.matching('purchase.ordered', knownAt === undefined ? {} : { knownAt })) {
      left.set(event.streamId, (left.get(event.streamId) ?? 0) + delta);
    }
    const linked = this.stock('sale.linked', cut).sort(
      (one, other) => one.day.localeCompare(other.day) || one.event.position - other.event.position,
    );
    let sum = 0;
    for (const sale of new Set(linked.map(saleOf))) {
      const rows = linked.filter((row) => saleOf(row) === sale);
      const order = `order-${rows[0]?.member}`;
      const share = Math.max(0, Math.min(total(rows), left.get(order) ?? 0));
      left.set(order, (left.get(order) ?? 0) - share);
      if (asked.has(sale)) sum += share;
    }
    return sum;
  }

  private standing({ stage, ...filters }: FigureFilters): number {
    const { within: _, ...whenever } = filters;
    const steps = this.stock('project.stage-reached', whenever);
    const registered = this.stock('project.registered', filters);
    return total(registered.filter((fact) => stageAfter(steps.filter(({ under }) => under.project === fact.under.project)) === stage));
  }

  private daysLate(filters: FigureFilters): number {
    const end = Math.min(
      ...[filters.year === undefined ? this.today : `${filters.year}-12-31`, filters.to ?? this.today, this.today].map(dayNumber),
    );
    const planned = this.stock('project.stage-planned', filters);
    const late = planned.map(({ under, delta }) => {
      const reaching = this.stock('project.stage-reached', filters).filter(
        (fact) => fact.under.project === under.project && fact.under.stage === under.stage,
      );
      const last = reaching.filter((fact) => fact.delta > 0).at(-1);
      return (total(reaching) > 0 && last !== undefined ? dayNumber(last.day) : end) - delta;
    });
    return Math.max(0, ...late);
  }
}
