import { type BusinessDay, dayNumber, dayOfNumber, type Stay, yearOf } from '#contracts';
import { placeholders, type SqlValue } from '#persistence';

/** A condition of a statement. */
export interface ScopeCondition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

const ANYTHING: ScopeCondition = { sql: '1 = 1', params: [] };
const NEVER: ScopeCondition = { sql: '1 = 0', params: [] };
const ALWAYS: readonly Stay[] = [{}];

/** 单位范围: which units a caller reaches, and on which days each of them was in its part of the tree. */
export class UnitScope {
  static readonly EVERYTHING = new UnitScope(undefined);
  static readonly NOTHING = new UnitScope(new Map());

  /** @param stays when each unit in reach was in the caller's part of the tree; `undefined` = every unit, always */
  constructor(private readonly stays: ReadonlyMap<string, readonly Stay[]> | undefined) {}

  get everything(): boolean {
    return this.stays === undefined;
  }

  /** Whether a unit is in reach in the tree of a day. */
  covers(unitId: string, day: BusinessDay): boolean {
    if (this.stays === undefined) return true;
    const on = dayNumber(day);
    return (this.stays.get(unitId) ?? []).some((stay) => (stay.fromDay ?? on) <= on && on <= (stay.toDay ?? on));
  }

  /** When a unit is in reach; one span without ends where that is always, none where it never is. */
  staysOf(unitId: string): readonly Stay[] {
    return this.stays === undefined ? ALWAYS : (this.stays.get(unitId) ?? []);
  }

  /** Keeps rows whose unit is in reach on a day that is the same for all of them. */
  on(day: BusinessDay, unitColumn: string): ScopeCondition {
    if (this.stays === undefined) return ANYTHING;
    const units = [...this.stays.keys()].filter((unitId) => this.covers(unitId, day));
    return units.length === 0 ? NEVER : among(unitColumn, units);
  }

  /** Keeps rows whose unit is in reach on their own day. @param dayColumn a business day as text */
  onDayOf(unitColumn: string, dayColumn: string): ScopeCondition {
    return this.byStay(unitColumn, ({ fromDay, toDay }) => between(dayColumn, textOf(fromDay), textOf(toDay)));
  }

  /** Keeps rows whose unit is in reach on the last day of their own year. @param yearColumn a whole number */
  onLastDayOf(unitColumn: string, yearColumn: string): ScopeCondition {
    return this.byStay(unitColumn, ({ fromDay, toDay }) => {
      const from = fromDay === undefined ? undefined : yearOf(dayOfNumber(fromDay));
      // The last day of a year lies in the span where the next year begins within it or right behind it.
      const to = toDay === undefined ? undefined : yearOf(dayOfNumber(toDay + 1)) - 1;
      return between(yearColumn, from, to);
    });
  }

  /** Units that stayed over the same days are asked for together: mostly one list. */
  private byStay(unitColumn: string, within: (stay: Stay) => ScopeCondition): ScopeCondition {
    if (this.stays === undefined) return ANYTHING;
    const groups = new Map<string, { readonly stay: Stay; readonly units: string[] }>();
    for (const [unitId, stays] of this.stays) {
      for (const stay of stays) {
        const key = `${stay.fromDay}:${stay.toDay}`;
        const group = groups.get(key) ?? { stay, units: [] };
        group.units.push(unitId);
        groups.set(key, group);
      }
    }
    const parts = [...groups.values()].map(({ stay, units }) => both(among(unitColumn, units), within(stay)));
    if (parts.length === 0) return NEVER;
    return { sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`, params: parts.flatMap(({ params }) => params) };
  }
}

function among(column: string, units: readonly string[]): ScopeCondition {
  const list = placeholders(units);
  return { sql: `${column} IN ${list.sql}`, params: list.params };
}

function between(column: string, from: SqlValue | undefined, to: SqlValue | undefined): ScopeCondition {
  const bounds = [
    ...(from === undefined ? [] : [{ sql: `${column} >= ?`, value: from }]),
    ...(to === undefined ? [] : [{ sql: `${column} <= ?`, value: to }]),
  ];
  if (bounds.length === 0) return ANYTHING;
  return { sql: bounds.map(({ sql }) => sql).join(' AND '), params: bounds.map(({ value }) => value) };
}

function both(one: ScopeCondition, other: ScopeCondition): ScopeCondition {
  return { sql: `(${one.sql} AND ${other.sql})`, params: [...one.params, ...other.params] };
}

function textOf(day: number | undefined): BusinessDay | undefined {
  return day === undefined ? undefined : dayOfNumber(day);
}
