import { decimal, declarationProblems, type ProblemItem, type ReserveDeclaration, ruleFor } from '#contracts';
import type { KnownUnit } from '../plan/known.js';
import { NO_QUESTIONS } from '../plan/known.js';
import { planRecords, type RecordRow, type Says } from '../plan/plan-records.js';
import { type PlanContext, type Planner, readRows } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import type { TableRow } from '../table/table.js';
import { RESERVE_COLUMNS } from './columns.js';
import { addMerged, checkUnit, unitIdAt } from './row-problems.js';
import { comparedWith, type ShownField, wordOf } from './recorded.js';
import { CANTEEN_WORDS } from './vocabularies.js';

type ReserveColumn = keyof typeof RESERVE_COLUMNS;

/** 预留份额: each row is the declaration of one unit for one year. */
export const reserves: Planner = {
  columns: RESERVE_COLUMNS,
  draft(table, context) {
    const units = new Map(context.directory.units.map((unit) => [unit.id, unit]));
    const rows = readRows<ReserveColumn, RecordRow>(table, RESERVE_COLUMNS, context, (reader, row) =>
      reserveRow(reader, row, context, units),
    );
    return {
      questions: { ...NO_QUESTIONS, reserves: [...new Set(rows.flatMap(({ record }) => record?.key ?? []))] },
      plan: ({ reserves: declared }, skipped) => {
        const known = new Map([...declared.keys()].map((key) => [key, { live: 1, ever: 1 }] as const));
        const names = fieldsOf((id) => units.get(id)?.name ?? id);
        const compared = rows.map((row) => {
          const there = declared.get(row.record?.key ?? '');
          const recorded = there === undefined ? undefined : { ...there.declaration, approximate: there.approximate };
          return comparedWith(row, recorded, names, 'RESERVE.DECLARED_OTHERWISE');
        });
        return planRecords(compared, known, skipped, RESERVE_COLUMNS.unit.header);
      },
    };
  },
};

function reserveRow(
  reader: RowReader<ReserveColumn>,
  row: TableRow,
  context: PlanContext,
  units: ReadonlyMap<string, KnownUnit>,
): RecordRow {
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
  const { problems, approximate } = reader;
  if (problems.length > 0 || canteen === undefined || year === undefined || unit === undefined)
    return { row: row.row, problems, warnings: [] };
  const body = stated({ canteen, ...amounts, ...named, ...(approximate ? { approximate } : {}) });
  addDeclarationProblems(reader, unit, year, { ...EMPTY, ...body, canteen }, context);
  if (problems.length > 0) return { row: row.row, problems, warnings: [] };
  const commands = () => [{ path: `/api/units/${unit.id}/reserves/${year}`, body, row: row.row }];
  const unique = { column: RESERVE_COLUMNS.unit.header, says: saysOf(reader, { canteen, ...amounts, ...named }) };
  const record = { key: `${unit.id}:${year}`, unique, amountFen: 0, grams: 0, isUnconverted: false, commands };
  return { row: row.row, problems, warnings: [], record };
}

type Field = keyof typeof COLUMN_OF;

/** What the row says: an empty cell says nothing, `-` that there is nothing (contract §6). */
function saysOf(reader: RowReader<ReserveColumn>, read: Readonly<Record<Field, unknown>>): Says {
  const fields = Object.entries(COLUMN_OF).map(
    ([field, column]) => [field, reader.isCleared(column) ? null : read[field as Field]] as const,
  );
  const hasAmounts = fields.some(([field, value]) => field.endsWith('Fen') && typeof value === 'number');
  return { ...Object.fromEntries(fields), approximate: hasAmounts ? reader.approximate : undefined };
}

/** @param unitName by the id of a unit */
function fieldsOf(unitName: (id: string) => string): Readonly<Record<string, ShownField>> {
  const yuan = (fen: unknown): string => decimal(Number(fen), 100, 2, true);
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

const EMPTY = {
  canteenSpendFen: null,
  canteenReserveFen: null,
  unionSpendFen: null,
  unionReserveFen: null,
  representativeUnitId: null,
  contractorName: null,
  exemptionFileId: null,
  note: null,
};

function stated(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** What a declaration would be refused for is told before it is made. */
function addDeclarationProblems(
  reader: RowReader<ReserveColumn>,
  { id, regionCode, kind }: KnownUnit,
  year: number,
  declaration: ReserveDeclaration,
  { directory, today }: PlanContext,
): void {
  const rule = ruleFor(directory.policyRules, { regionCode, year, unitKind: kind, on: today });
  for (const { code, path, params } of declarationProblems({ unitId: id, year, declaration, rule })) {
    reader.add(columnOf(path), code === 'FIELD.REQUIRED' ? 'CELL.REQUIRED' : code, params);
  }
}

const COLUMN_OF = {
  canteen: 'canteen',
  canteenSpendFen: 'canteenSpend',
  canteenReserveFen: 'canteenReserve',
  unionSpendFen: 'unionSpend',
  unionReserveFen: 'unionReserve',
  representativeUnitId: 'representative',
  contractorName: 'contractor',
  note: 'note',
} as const satisfies Readonly<Record<string, ReserveColumn>>;

function columnOf(path: ProblemItem['path']): ReserveColumn {
  const field = path ?? '';
  return field in COLUMN_OF ? COLUMN_OF[field as Field] : 'year';
}
