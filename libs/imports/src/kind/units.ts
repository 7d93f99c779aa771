import { squeezed } from '#contracts';
import { recordId, rowKey } from '../plan/identity.js';
import { type Directory, type KnownRows, NO_QUESTIONS } from '../plan/known.js';
import { isFound } from '../plan/names.js';
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
    const known = new KnownUnitKeys(context.directory);
    const rows = readRowsInOrder<UnitColumn, RecordRow>(table, UNIT_COLUMNS, context, (reader, row) =>
      unitRow(reader, row.row, { names: context.names, above, known }),
    );
    return {
      questions: NO_QUESTIONS,
      plan: (_answers, skipped) => planRecords(rows, known, skipped, UNIT_COLUMNS.name.header),
    };
  },
};

function keyOf(name: string): string {
  return rowKey('unit', [squeezed(name)]);
}

/** Which names are taken by units that stand, and how many ids of a name are taken at all. */
class KnownUnitKeys {
  private readonly standing: ReadonlySet<string>;
  private readonly taken: ReadonlySet<string>;

  constructor({ units, withdrawnUnitIds = [] }: Directory) {
    this.standing = new Set(units.map(({ name }) => keyOf(name)));
    this.taken = new Set([...units.map(({ id }) => id), ...withdrawnUnitIds]);
  }

  get(key: string): KnownRows {
    return { live: this.standing.has(key) ? 1 : 0, ever: this.firstFree(key) };
  }

  /** A unit that has another name now, or was withdrawn, keeps the id that it got by this one. */
  firstFree(key: string): number {
    let ordinal = 0;
    while (this.taken.has(recordId(key, ordinal))) ordinal += 1;
    return ordinal;
  }
}

/** What a row of a unit is read among. */
interface UnitSurroundings {
  readonly names: PlanContext['names'];
  /** Ids of the units further up, by name; each row adds its own. */
  readonly above: Map<string, string>;
  readonly known: KnownUnitKeys;
}

function unitRow(reader: RowReader<UnitColumn>, row: number, { names, above, known }: UnitSurroundings): RecordRow {
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
  if (!above.has(squeezed(name))) above.set(squeezed(name), recordId(key, known.firstFree(key)));
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
