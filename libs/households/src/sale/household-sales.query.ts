import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDay, type Caller, isFew, sightOf } from '#contracts';
import { Id } from '#contracts/commands';
import { DATABASE, type SqlValue } from '#event-log';
import { type Database, placeholders, type SqlSession } from '#persistence';
import { decodeCursor, type ListAnswer, pageOfRows } from '#platform';
import { Filter, PeriodQuery } from '../record/list-page.js';
import { SUPPORT_READING } from '../record/support-access.js';
import { FewHouseholds, WITHHELD, type WithheldList, withholdsFew } from '../record/few-households.js';
import { HouseholdSeals, type Person } from '../sealed/household-seals.js';
import { masked } from '../sealed/masked-person.js';

/** Filters of what each household sold; the period is that of the day sold. */
export class HouseholdSalesQuery extends PeriodQuery {
  @Id({ optional: true, description: '村代码' })
  villageCode?: string;
}

/** What one household sold within the filter; void sales and those that name no household are not in it. */
export interface HouseholdSales {
  readonly householdId: string;
  readonly villageCode: string;
  /** Masked; `null` where none was given or it was destroyed. */
  readonly private: Person | null;
  readonly sales: number;
  readonly grams: number;
  readonly amountFen: number;
  /** Sales whose weight is unknown: they count with 0 grams. */
  readonly unconverted: number;
  readonly lastOn: BusinessDay;
}

/** The sales of one household. */
export class ListHouseholdSales {
  constructor(
    readonly query: HouseholdSalesQuery,
    readonly caller: Caller,
  ) {}
}

interface SoldRow {
  readonly household_id: string;
  readonly village_code: string;
  readonly last_on: string;
  // Sums: MySQL gives them as text.
  readonly sales: SqlValue;
  readonly grams: SqlValue;
  readonly amount_fen: SqlValue;
  readonly unconverted: SqlValue;
}

const SUMMED = ['sales', 'grams', 'amount_fen', 'unconverted'] as const;
const PER_HOUSEHOLD = `SELECT household_id, MIN(village_code) AS village_code, MAX(sold_on) AS last_on, COUNT(*) AS sales,
  COALESCE(SUM(grams), 0) AS grams, COALESCE(SUM(amount_fen), 0) AS amount_fen,
  SUM(CASE WHEN grams IS NULL THEN 1 ELSE 0 END) AS unconverted FROM sale_ledger`;

@QueryHandler(ListHouseholdSales)
export class ListHouseholdSalesHandler implements IQueryHandler<ListHouseholdSales, ListAnswer<HouseholdSales> | WithheldList> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly seals: HouseholdSeals,
  ) {}

  /**
   * Those the caller sees, largest amount first, then by id. Who works with no single household is shown none of a village
   * that has fewer than five, and no list of fewer than five. @throws ProblemError QUERY.INVALID for an unusable cursor
   */
  async execute({ query, caller }: ListHouseholdSales): Promise<ListAnswer<HouseholdSales> | WithheldList> {
    const sight = sightOf(caller, SUPPORT_READING);
    const asked = (): Filter =>
      new Filter()
        .inReach('village_code', sight)
        .and('village_code = ?', query.villageCode)
        .when(true, "household_id IS NOT NULL AND state <> 'void'")
        .within('sold_on', query);
    const filter = asked().meeting(new FewHouseholds(this.database, caller).shown('village_code'));
    const groups = `(${PER_HOUSEHOLD} WHERE ${filter.sql} GROUP BY household_id) g`;
    const [amount, id] = query.cursor == null ? [] : decodeCursor(query.cursor, ['integer', 'text']);
    const after = amount === undefined || id === undefined ? [] : [amount, amount, id];
    const behind = after.length === 0 ? '' : ' WHERE amount_fen < ? OR (amount_fen = ? AND household_id > ?)';
    const page = `SELECT * FROM ${groups}${behind} ORDER BY amount_fen DESC, household_id LIMIT ${query.limit + 1}`;
    const { isAny, total, rows } = await this.database.snapshot(async (session) => ({
      isAny: await hasAny(session, asked()),
      total: await totalOf(session, groups, filter.params),
      rows: await session.all<SoldRow>(page, [...filter.params, ...after]),
    }));
    const { households = 0, ...sums } = total;
    const isLittle = households === 0 || isFew(households);
    if (isAny && isLittle && withholdsFew(caller, sight, query.villageCode)) return WITHHELD;
    const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => [Number(last.amount_fen), last.household_id]);
    const persons = await this.personsOf(shown);
    return {
      items: shown.map((row) => itemOf(row, persons.get(row.household_id))),
      nextCursor,
      count: households,
      sums,
    };
  }

  private async personsOf(rows: readonly SoldRow[]): Promise<ReadonlyMap<string, Person>> {
    if (rows.length === 0) return new Map();
    const ids = placeholders(rows.map((row) => row.household_id));
    const sealed = await this.database.read.all<{ household_id: string; seal_id: string }>(
      `SELECT household_id, seal_id FROM household_ledger WHERE seal_id IS NOT NULL AND household_id IN ${ids.sql}`,
      ids.params,
    );
    return this.seals.open(new Map(sealed.map((row) => [row.household_id, row.seal_id])));
  }
}

async function hasAny(session: SqlSession, filter: Filter): Promise<boolean> {
  return (await session.all(`SELECT sale_id FROM sale_ledger WHERE ${filter.sql} LIMIT 1`, filter.params)).length > 0;
}

/** How many households, and the sums over all of them. */
async function totalOf(session: SqlSession, groups: string, params: readonly SqlValue[]): Promise<Readonly<Record<string, number>>> {
  const sums = SUMMED.map((name) => `COALESCE(SUM(${name}), 0) AS ${name}`).join(', ');
  const [found] = await session.all<Record<string, SqlValue>>(`SELECT COUNT(*) AS households, ${sums} FROM ${groups}`, params);
  const numberOf = (name: string): number => Number(found?.[name] ?? 0);
  return {
    households: numberOf('households'),
    sales: numberOf('sales'),
    grams: numberOf('grams'),
    amountFen: numberOf('amount_fen'),
    unconverted: numberOf('unconverted'),
  };
}

function itemOf(row: SoldRow, person: Person | undefined): HouseholdSales {
  return {
    householdId: row.household_id,
    villageCode: row.village_code,
    private: masked(person),
    sales: Number(row.sales),
    grams: Number(row.grams),
    amountFen: Number(row.amount_fen),
    unconverted: Number(row.unconverted),
    lastOn: row.last_on,
  };
}
