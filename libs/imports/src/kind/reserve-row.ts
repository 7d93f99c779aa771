import {
  declarationProblems,
  type DeclaredReserve,
  NOTHING_DECLARED,
  type ProblemCode,
  type ProblemItem,
  type ReserveDeclaration,
  ruleFor,
} from '#contracts';
import type { KnownUnit } from '../plan/known.js';
import type { CellProblem, PlannedCommand } from '../plan/plan.js';
import { differences, type RecordRow, type Says } from '../plan/plan-records.js';
import type { PlanContext } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import { RESERVE_COLUMNS } from './columns.js';
import { differingCells, type ShownField } from './recorded.js';

/** A key of the columns of reserves. */
export type ReserveColumn = keyof typeof RESERVE_COLUMNS;

/** A row of a sheet of reserves. */
export interface ReserveRow extends Pick<RecordRow, 'row' | 'problems'> {
  /** What it says, as far as it can be read; absent where it does not tell whose declaration of which year it is. */
  readonly said?: SaidReserve;
}

/** The declaration of a unit for a year, as far as a row says it. */
export interface SaidReserve {
  readonly unit: KnownUnit;
  readonly year: number;
  /** By field of the declaration, and `approximate`: an empty cell says nothing, `-` that there is nothing (contract §6). */
  readonly says: Says;
  readonly problemAt: RowReader<ReserveColumn>['problem'];
}

/** The column that says each field of a declaration. */
export const COLUMN_OF = {
  canteen: 'canteen',
  canteenSpendFen: 'canteenSpend',
  canteenReserveFen: 'canteenReserve',
  unionSpendFen: 'unionSpend',
  unionReserveFen: 'unionReserve',
  representativeUnitId: 'representative',
  contractorName: 'contractor',
  note: 'note',
} as const satisfies Readonly<Record<string, ReserveColumn>>;

/** `<unitId>:<year>` */
export function reserveKey({ unit, year }: SaidReserve): string {
  return `${unit.id}:${year}`;
}

/** Whether a row says what is declared, or less. */
export function saysNothingNew({ says }: SaidReserve, there: DeclaredReserve): boolean {
  return differences(says, recordedOf(there)).length === 0;
}

/**
 * What becomes of a row beside what is declared: over a draft, or what was returned, it is declared anew with what the row
 * says; where the declaration is with its reviewer or confirmed, a row that says otherwise is blocked.
 */
export function comparedRow(
  { row, problems, said }: ReserveRow,
  there: DeclaredReserve | undefined,
  fields: Readonly<Record<string, ShownField>>,
  context: PlanContext,
): RecordRow {
  if (said === undefined) return { row, problems, warnings: [] };
  const differing = (code: ProblemCode): CellProblem[] =>
    there === undefined ? [] : differingCells(said.says, recordedOf(there), fields, code);
  const otherwise = there?.isOpen === false ? differing('RESERVE.DECLARED_OTHERWISE') : [];
  const warnings = there?.isOpen === true ? differing('RESERVE.DECLARED_ANEW') : [];
  if (problems.length + otherwise.length > 0) return { row, problems: [...problems, ...otherwise], warnings };
  if (there !== undefined && saysNothingNew(said, there)) return recordRow(row, said, there);
  const unfit = unfitCells(said, there, fields, context);
  return unfit.length > 0 ? { row, problems: unfit, warnings } : { ...recordRow(row, said, there), warnings };
}

function recordRow(row: number, said: SaidReserve, there: DeclaredReserve | undefined): RecordRow {
  const { unit, year, says } = said;
  const path = `/api/units/${unit.id}/reserves/${year}`;
  const commands = (): PlannedCommand[] => [{ path, body: bodyOf(said, there), row }];
  const unique = { column: RESERVE_COLUMNS.unit.header, says };
  return {
    row,
    problems: [],
    warnings: [],
    record: { key: reserveKey(said), unique, amountFen: 0, grams: 0, isUnconverted: false, commands },
  };
}

function recordedOf({ declaration, approximate }: DeclaredReserve): Says {
  return { ...declaration, approximate };
}

/** What a declaration would be refused for is told before it is made. */
function unfitCells(
  said: SaidReserve,
  there: DeclaredReserve | undefined,
  fields: Readonly<Record<string, ShownField>>,
  { directory, today }: PlanContext,
): readonly CellProblem[] {
  const { unit, year, says, problemAt } = said;
  const { id: unitId, regionCode, kind } = unit;
  const rule = ruleFor(directory.policyRules, { regionCode, year, unitKind: kind, on: today });
  return declarationProblems({ unitId, year, declaration: declarationOf(said, there), rule }).map(({ code, path = '', params }) => {
    const column = columnOf(path);
    const kept = there === undefined || says[path] !== undefined ? undefined : recordedOf(there)[path];
    if (NOT_ALLOWED.has(code) && kept !== undefined) {
      return problemAt(column, 'RESERVE.AMOUNT_KEPT', { recorded: fields[path]?.show(kept) ?? '' });
    }
    const named = params?.['field'] === undefined ? params : { ...params, field: RESERVE_COLUMNS[column].header };
    return problemAt(column, code === 'FIELD.REQUIRED' ? 'CELL.REQUIRED' : code, named);
  });
}

/** Of an amount that the row's canteen has no place for: where the row says nothing of it, it is what was declared before. */
const NOT_ALLOWED: ReadonlySet<ProblemCode> = new Set(['RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED', 'RESERVE.UNION_AMOUNT_NOT_ALLOWED']);

/** What is declared then, as a whole. */
function declarationOf({ says }: SaidReserve, there: DeclaredReserve | undefined): ReserveDeclaration {
  const { approximate: _approximate, ...fields } = says;
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...NOTHING_DECLARED, ...there?.declaration, ...Object.fromEntries(said) } as ReserveDeclaration;
}

function bodyOf(said: SaidReserve, there: DeclaredReserve | undefined): Record<string, unknown> {
  const approximate = said.says['approximate'] ?? there?.approximate ?? false;
  const stated = Object.entries(declarationOf(said, there)).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(stated), ...(approximate === true ? { approximate } : {}) };
}

function columnOf(path: ProblemItem['path']): ReserveColumn {
  const field = path ?? '';
  return field in COLUMN_OF ? COLUMN_OF[field as keyof typeof COLUMN_OF] : 'year';
}
