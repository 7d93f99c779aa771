import { printYuan } from '#contracts';
import type { KnownUnit } from '../plan/known.js';
import { NO_QUESTIONS } from '../plan/known.js';
import { planRecords, type Says } from '../plan/plan-records.js';
import { type PlanContext, type Planner, readRows } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import type { TableRow } from '../table/table.js';
import { RESERVE_COLUMNS } from './columns.js';
import { addMerged, checkUnit, unitIdAt } from './row-problems.js';
import { type ShownField, wordOf } from './recorded.js';
import { COLUMN_OF, comparedRow, type ReserveColumn, reserveKey, type ReserveRow, saysNothingNew } from './reserve-row.js';
import { CANTEEN_WORDS } from './vocabularies.js';

/** 预留份额: each row is the declaration of one unit for one year, the first one or one over a draft. */
export const reserves: Planner = {
  columns: RESERVE_COLUMNS,
  draft(table, context) {
    const units = new Map(context.directory.units.map((unit) => [unit.id, unit]));
    const rows = readRows<ReserveColumn, ReserveRow>(table, RESERVE_COLUMNS, context, (reader, row) =>
      reserveRow(reader, row, context, units),
    );
    const said = rows.flatMap((row) => row.said ?? []);
    return {
      questions: { ...NO_QUESTIONS, reserves: [...new Set(said.map(reserveKey))] },
      plan: ({ reserves: declared }, decided) => {
        const fields = fieldsOf((id) => units.get(id)?.name ?? id);
        const compared = rows.map((row) => comparedRow(row, row.said && declared.get(reserveKey(row.said)), fields, context));
        const known = said.flatMap((one) => {
          const there = declared.get(reserveKey(one));
          return there === undefined ? [] : [[reserveKey(one), { live: saysNothingNew(one, there) ? 1 : 0, ever: 1 }] as const];
        });
        return planRecords(compared, new Map(known), decided, RESERVE_COLUMNS.unit.header);
      },
    };
  },
};

function reserveRow(
  reader: RowReader<ReserveColumn>,
  row: TableRow,
  context: PlanContext,
  units: ReadonlyMap<string, KnownUnit>,
): ReserveRow {
  const year = reader.whole('year', 2_000, 2_100, /^(?:年|年度)$/);
  const isNamed = reader.has('unit') || reader.isCleared('unit') || context.ownUnitId === undefined;
  const unitId = isNamed ? unitIdAt(reader, 'unit', context.names) : context.ownUnitId;
  const unit = units.get(unitId ?? '');
  // As for a declaration: the tree of the last day of its year; a unit declares for the year in which it closes.
  if (year !== undefined) checkUnit(reader, 'unit', unit, { on: `${year}-12-31`, closing: `${year}-01-01` });
  const canteen = reader.word('canteen', CANTEEN_WORDS);
  const amounts = {
    canteenSpendFen: reader.amountOrZero('canteenSpend'),
    canteenReserveFen: reader.amountOrZero('canteenReserve'),
    unionSpendFen: reader.amountOrZero('unionSpend'),
    unionReserveFen: reader.amountOrZero('unionReserve'),
  };
  const named = {
    representativeUnitId: unitIdAt(reader, 'representative', context.names),
    contractorName: reader.text('contractor'),
    note: reader.text('note', 1_000),
  };
  addMerged(reader, row);
  const { problems } = reader;
  if (year === undefined || unit === undefined) return { row: row.row, problems };
  const says = saysOf(reader, { canteen, ...amounts, ...named });
  return { row: row.row, problems, said: { unit, year, says, problemAt: reader.problem.bind(reader) } };
}

type Field = keyof typeof COLUMN_OF;

function saysOf(reader: RowReader<ReserveColumn>, read: Readonly<Record<Field, unknown>>): Says {
  const fields = Object.entries(COLUMN_OF).map(
    ([field, column]) => [field, reader.isCleared(column) ? null : read[field as Field]] as const,
  );
  const hasAmounts = fields.some(([field, value]) => field.endsWith('Fen') && typeof value === 'number');
  return { ...Object.fromEntries(fields), approximate: hasAmounts ? reader.approximate : undefined };
}

/** @param unitName by the id of a unit */
function fieldsOf(unitName: (id: string) => string): Readonly<Record<string, ShownField>> {
  const yuan = (fen: unknown): string => printYuan(Number(fen));
  const shows: Partial<Record<Field, ShownField['show']>> = {
    canteen: wordOf(CANTEEN_WORDS),
    representativeUnitId: (id) => unitName(String(id)),
    contractorName: String,
    note: String,
  };
  const fields = Object.entries(COLUMN_OF).map(([field, column]): [string, ShownField] => [
    field,
    { header: RESERVE_COLUMNS[column].header, show: shows[field as Field] ?? yuan },
  ]);
  const approximate = { header: RESERVE_COLUMNS.canteenReserve.header, show: (value: unknown) => (value === true ? '约数' : '准数') };
  return { ...Object.fromEntries(fields), approximate };
}
