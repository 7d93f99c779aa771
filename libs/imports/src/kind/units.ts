import { squeezed } from '#contracts';
import { rowKey } from '../plan/identity.js';
import { NO_QUESTIONS } from '../plan/known.js';
import { isFound } from '../plan/names.js';
import { recordId } from '../plan/identity.js';
import { planRecords, type RecordRow } from '../plan/plan-records.js';
import { type PlanContext, type Planner, readRowsInOrder } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import { UNIT_COLUMNS } from './columns.js';
import { UNIT_KIND_WORDS } from './vocabularies.js';

type UnitColumn = keyof typeof UNIT_COLUMNS;

/** As the contract takes them. */
const REGION = /^(\d{6}|CN)$/;
const PHONE = /^[\d +()-]{3,20}$/;

/** 单位: each row is one unit; one further up may be the parent of one below. */
export const units: Planner = {
  columns: UNIT_COLUMNS,
  draft(table, context) {
    const above = new Map<string, string>();
    const rows = readRowsInOrder<UnitColumn, RecordRow>(table, UNIT_COLUMNS, context, (reader, row) =>
      unitRow(reader, row.row, context, above),
    );
    return {
      questions: NO_QUESTIONS,
      plan: (_answers, skipped) => {
        const known = new Map(context.directory.units.map(({ name }) => [keyOf(name), { live: 1, ever: 1 }] as const));
        return planRecords(rows, known, skipped, UNIT_COLUMNS.name.header);
      },
    };
  },
};

function keyOf(name: string): string {
  return rowKey('unit', [squeezed(name)]);
}

/** @param above ids of the units further up, by name; the row adds its own */
function unitRow(reader: RowReader<UnitColumn>, row: number, { names }: PlanContext, above: Map<string, string>): RecordRow {
  const name = reader.text('name');
  const body = {
    name,
    kind: reader.word('kind', UNIT_KIND_WORDS),
    parentId: parentOf(reader, names, above),
    regionCode: reader.pattern('region', REGION, '六位行政区划代码 / a six-digit region code'),
    contactName: reader.text('contact', 50),
    contactPhone: reader.pattern('phone', PHONE, '3–20 位数字、空格、+、-、括号 / 3–20 digits, spaces, +, -, brackets'),
  };
  const { problems } = reader;
  if (problems.length > 0 || name === undefined) return { row, problems, warnings: [] };
  const key = keyOf(name);
  if (!above.has(squeezed(name))) above.set(squeezed(name), recordId(key, 0));
  const stated = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const commands = (id: string) => [{ path: '/api/units', body: { id, ...stated }, row }];
  const record = { key, unique: UNIT_COLUMNS.name.header, amountFen: 0, grams: 0, isUnconverted: false, commands };
  return { row, problems, warnings: [], record };
}

function parentOf(reader: RowReader<UnitColumn>, names: PlanContext['names'], above: ReadonlyMap<string, string>): string | undefined {
  const text = reader.text('parent');
  if (text === undefined) return undefined;
  const found = names.unit(text);
  if (isFound(found)) return found.id;
  return above.get(squeezed(text)) ?? reader.add('parent', found.code, found.params, found.suggestion);
}
