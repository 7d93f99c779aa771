import { type Caller, countsFewHouseholds, LEAST_SHOWN, type Sight, SMALL_GROUP } from '#contracts';
import type { Database } from '#persistence';
import type { ScopeCondition } from '#reference';

/** 小数量抑制: a list of fewer households than may be told apart. */
export interface WithheldList {
  readonly items: readonly never[];
  readonly nextCursor: null;
  readonly count: null;
  readonly sums: Readonly<Record<string, never>>;
  readonly reason: typeof SMALL_GROUP;
}

/** What a caller is shown in place of a list that would tell of single households. */
export const WITHHELD: WithheldList = { items: [], nextCursor: null, count: null, sums: {}, reason: SMALL_GROUP };

/** Whether lists of households of a village, or of all, are withheld from a caller where they are few. */
export function withholdsFew(caller: Caller, sight: Sight, villageCode: string | null | undefined): boolean {
  return sight.everything && !countsFewHouseholds(caller, villageCode ?? null);
}

/**
 * 小数量抑制 for one question: in which villages a caller who works with no single household is not told which household it
 * is, because there are so few that they could be counted.
 */
export class FewHouseholds {
  private readonly known = new Map<string, Promise<boolean>>();

  constructor(
    private readonly database: Database,
    private readonly caller: Caller,
  ) {}

  /** Whether households of a village are withheld from the caller. */
  hides(villageCode: string): Promise<boolean> {
    const known = this.known.get(villageCode) ?? this.look(villageCode);
    this.known.set(villageCode, known);
    return known;
  }

  /** Whether a household is withheld from the caller; one that nobody knows is not. */
  async hidesHousehold(householdId: string): Promise<boolean> {
    if (countsFewHouseholds(this.caller, null)) return false;
    const sql = 'SELECT village_code FROM household_ledger WHERE household_id = ?';
    const [household] = await this.database.read.all<{ village_code: string }>(sql, [householdId]);
    return household !== undefined && this.hides(household.village_code);
  }

  /** Keeps rows of villages whose households the caller is told of: those that have enough of them, and the caller's own. */
  shown(villageColumn: string): ScopeCondition {
    const { actor, villageCode = null } = this.caller;
    if (countsFewHouseholds(this.caller, null)) return { sql: '1 = 1', params: [] };
    const enough = `SELECT village_code FROM household_ledger WHERE withdrawn = 0 GROUP BY village_code HAVING COUNT(*) >= ${LEAST_SHOWN}`;
    const ofEnough = `${villageColumn} IN (${enough})`;
    if (villageCode === null || !countsFewHouseholds({ actor, villageCode }, villageCode)) return { sql: ofEnough, params: [] };
    return { sql: `(${villageColumn} = ? OR ${ofEnough})`, params: [villageCode] };
  }

  private async look(villageCode: string): Promise<boolean> {
    if (countsFewHouseholds(this.caller, villageCode)) return false;
    const some = await this.database.read.all(
      `SELECT household_id FROM household_ledger WHERE village_code = ? AND withdrawn = 0 LIMIT ${LEAST_SHOWN}`,
      [villageCode],
    );
    return some.length < LEAST_SHOWN;
  }
}
