import {
  ADMINISTRATION,
  bindsStays,
  type BusinessDay,
  type Caller,
  dayNumber,
  firstDayOf,
  type Grants,
  lastDayOf,
  mayAtAll,
  ORDER_ADJUSTING,
  ORDER_ENTRY,
  type PeriodLock,
  reachesVillage,
  RESERVE_ENTRY,
  SALE_ADJUSTING,
  sightOf,
  staysBelow,
  SUPPORT_ENTRY,
  type UnitParent,
} from '#contracts';
import type { References, UnitScope } from '#reference';
import { IMPORT_KINDS, type ImportKind } from '../kind/column.js';
import type { ImportCondition } from '../store/import-store.js';
import { isPersonal } from './cleaning.js';
import type { Import } from './import.js';

/** Who imports a kind: whoever enters by hand what it holds (contract §2); what is in reach for that is in reach for a sheet. */
export const KIND_ENTRY: Readonly<Record<ImportKind, Grants>> = {
  orders: ORDER_ENTRY,
  reserves: RESERVE_ENTRY,
  sales: SUPPORT_ENTRY,
  households: SUPPORT_ENTRY,
  units: ADMINISTRATION,
};

/** Who imports a kind into locked periods, row by row with its reason: whoever adjusts by hand what it holds (ADR 10). */
export const KIND_ADJUSTING: Readonly<Partial<Record<ImportKind, Grants>>> = { orders: ORDER_ADJUSTING, sales: SALE_ADJUSTING };

const AUDIT: Grants = { auditor: 'everything' };

/** Whose sheets of adjustments a reviewer reaches, and who takes back orders of a locked period: each record says whether they are above it. */
const SHEET_ADJUSTING: Grants = { reviewer: 'own-and-below' };

/** Who enters anything at all by a sheet. */
export const IMPORT_ENTRY: Grants = { ...ORDER_ENTRY, ...SUPPORT_ENTRY, ...ADMINISTRATION };

/** Who may ask to import: whoever enters, and reviewers into what is locked; which kind and what of it is decided with the file. */
export const IMPORT_MAKING: Grants = { ...IMPORT_ENTRY, reviewer: 'everything' };

/** Who may look at an import at all. */
export const IMPORT_READING: Grants = { ...IMPORT_ENTRY, ...AUDIT, reviewer: 'everything' };

/** Who may ask for an undo: whoever enters, and reviewers for what is locked. */
export const IMPORT_UNDOING: Grants = { ...IMPORT_ENTRY, reviewer: 'everything' };

/** Whose imports of a kind a caller sees by its place: those of its part of the tree or of its village; of orders reviewers, too. */
function kindReading(kind: ImportKind): Grants {
  return { ...KIND_ENTRY[kind], ...AUDIT, ...(kind === 'orders' ? SHEET_ADJUSTING : {}) };
}

/**
 * What of an import a caller may see or change. Sales are of no unit: sheets of them are open to who may adjust sales, so to
 * no reviewer as long as no unit in their charge has locked a period for sales (ADR 10).
 */
export class ImportSight {
  constructor(private readonly references: Pick<References, 'scopeOf' | 'locksOfSales' | 'knownLocks'>) {}

  /** Whether a caller may upload sheets of a kind: whoever enters it, and a reviewer where something is locked that they adjust. */
  async uploads(caller: Caller, kind: ImportKind, today: BusinessDay): Promise<boolean> {
    return mayAtAll(caller, KIND_ENTRY[kind]) || this.adjustsAny(caller, kind, today);
  }

  async sees(caller: Caller, one: Import, today: BusinessDay): Promise<boolean> {
    if (await this.reaches(caller, one, kindReading(one.kind), today)) return true;
    return one.kind === 'sales' && this.adjustsSales(caller, today);
  }

  /** Whether a caller may change and commit an import: a reviewer only their own, of a kind that they may still adjust. */
  async enters(caller: Caller, one: Import, today: BusinessDay): Promise<boolean> {
    if (await this.reaches(caller, one, KIND_ENTRY[one.kind], today)) return true;
    if (one.createdBy !== caller.actor.account || !(await this.reaches(caller, one, SHEET_ADJUSTING, today))) return false;
    return this.adjustsAny(caller, one.kind, today);
  }

  /** Whether a caller may adjust what an import has entered, once it is locked. */
  async adjusts(caller: Caller, one: Import, today: BusinessDay): Promise<boolean> {
    if (one.kind === 'sales') return this.adjustsSales(caller, today);
    return one.kind === 'orders' && this.reaches(caller, one, SHEET_ADJUSTING, today);
  }

  /** Whether a caller may read what the sheet says, where it says it of persons: only who enters it. */
  async readsPersons(caller: Caller, one: Import, today: BusinessDay): Promise<boolean> {
    return !isPersonal(one) || (await this.enters(caller, one, today));
  }

  /** Keeps rows of `import_job` that a caller sees. */
  async condition(caller: Caller, today: BusinessDay): Promise<ImportCondition> {
    const parts = await Promise.all(IMPORT_KINDS.map((kind) => this.conditionOf(kind, caller, today)));
    return { sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`, params: parts.flatMap(({ params }) => params) };
  }

  private async conditionOf(kind: ImportKind, caller: Caller, today: BusinessDay): Promise<ImportCondition> {
    if (kind === 'sales' && (await this.adjustsSales(caller, today))) return { sql: 'kind = ?', params: [kind] };
    const grants = kindReading(kind);
    if (!mayAtAll(caller, grants)) return { sql: '1 = 0', params: [] };
    const sight = sightOf(caller, grants);
    if (sight.everything) return { sql: 'kind = ?', params: [kind] };
    const units = (await this.references.scopeOf(caller, grants)).on(today, 'unit_id');
    return {
      sql: `(kind = ? AND (village_code = ? OR (unit_id IS NOT NULL AND ${units.sql})))`,
      params: [kind, sight.village, ...units.params],
    };
  }

  /** Whether anything of a kind is locked that a caller adjusts. */
  private async adjustsAny(caller: Caller, kind: ImportKind, today: BusinessDay): Promise<boolean> {
    if (kind === 'sales') return this.adjustsSales(caller, today);
    if (kind !== 'orders' || !mayAtAll(caller, ORDER_ADJUSTING)) return false;
    const [known, scope] = await Promise.all([this.references.knownLocks(), this.references.scopeOf(caller, ORDER_ADJUSTING)]);
    return known.locks.some((lock) => locksIn(lock, known.parents, scope));
  }

  /** Whether there are sales that a caller adjusts. */
  private async adjustsSales(caller: Caller, today: BusinessDay): Promise<boolean> {
    if (!mayAtAll(caller, SALE_ADJUSTING)) return false;
    const [locks, scope] = await Promise.all([this.references.locksOfSales(), this.references.scopeOf(caller, SALE_ADJUSTING)]);
    return locks.some(({ unitId }) => scope.covers(unitId, today));
  }

  private async reaches(caller: Caller, one: Import, grants: Grants, today: BusinessDay): Promise<boolean> {
    if (!mayAtAll(caller, grants)) return false;
    const sight = sightOf(caller, grants);
    // Whoever made it and has moved on since reaches it no more than any other record of that place.
    if (sight.everything) return true;
    const { unitId, villageCode } = one.place;
    if (villageCode !== null && reachesVillage(sight, villageCode)) return true;
    return unitId !== null && (await this.references.scopeOf(caller, grants)).covers(unitId, today);
  }
}

/** Whether a lock binds a unit on days on which it is in a scope. */
function locksIn(lock: PeriodLock, parents: readonly UnitParent[], scope: UnitScope): boolean {
  const { unitId, period } = lock;
  const [first, last] = [dayNumber(firstDayOf(period)), dayNumber(lastDayOf(period))];
  const below = staysBelow(parents, unitId);
  return [unitId, ...below.keys()].some(
    (id) =>
      bindsStays(lock, id, firstDayOf(period), below.get(id) ?? []) &&
      scope.staysOf(id).some(({ fromDay = first, toDay = last }) => fromDay <= last && first <= toDay),
  );
}
