import { squeezed, type UnitKind } from '#contracts';
import { recordId, rowKey } from '../plan/identity.js';
import { type Directory, type KnownRows, type KnownUnit, NO_QUESTIONS } from '../plan/known.js';
import { isFound } from '../plan/names.js';
import { contradictions, planRecords, type RecordRow } from '../plan/plan-records.js';
import { type PlanContext, type Planner, readRowsInOrder } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import { UNIT_COLUMNS } from './columns.js';
import { comparedWith, wordOf } from './recorded.js';
import { UNIT_KIND_WORDS } from './vocabularies.js';

type UnitColumn = keyof typeof UNIT_COLUMNS;

/** As the contract takes them. */
const REGION = /^(\d{6}|CN)$/;
const PHONE = /^[\d +()-]{3,20}$/;

/** 单位: each row is one unit; one further up may be the parent of one below. */
export const units: Planner = {
  columns: UNIT_COLUMNS,
  draft(table, context) {
    const above = new Map<string, Set<string>>();
    const known = new KnownUnits(context.directory);
    const rows = readRowsInOrder<UnitColumn, RecordRow>(table, UNIT_COLUMNS, context, (reader, row) =>
      unitRow(reader, row.row, { names: context.names, above, known }),
    );
    return {
      questions: NO_QUESTIONS,
      plan: (_answers, decided) => {
        const compared = rows.map((row) => comparedWith(row, known.kindOf(row.record?.key), FIELDS, 'ROW.RECORDED_OTHERWISE'));
        return planRecords(withoutOrphans(compared, known, decided.skipped), known, decided, UNIT_COLUMNS.name.header);
      },
    };
  },
};

/** A unit whose parent stands further up in the file waits with it, where that one is not entered. */
function withoutOrphans(rows: readonly RecordRow[], known: KnownUnits, skipped: ReadonlySet<number>): readonly RecordRow[] {
  const kept = rows.filter(({ row }) => !skipped.has(row));
  const contradicting = contradictions(kept);
  const entered = new Set(kept.flatMap(({ record }) => (record === undefined || contradicting.has(record.key) ? [] : [record.key])));
  const missing = new Map<unknown, string>();
  return rows.map((one) => {
    const { row, record, warnings } = one;
    if (record === undefined) return one;
    const { name, parentId } = record.unique?.says ?? {};
    const parent = missing.get(parentId);
    if (parent !== undefined || !entered.has(record.key)) missing.set(recordId(record.key, known.firstFree(record.key)), String(name));
    const { header: column } = UNIT_COLUMNS.parent;
    if (parent === undefined) return one;
    return { row, warnings, problems: [{ column, code: 'UNIT.UNKNOWN', params: { column, unitId: parent, value: parent } }] };
  });
}

const FIELDS = { kind: { header: UNIT_COLUMNS.kind.header, show: wordOf(UNIT_KIND_WORDS) } };

/** Which units stand, by what makes two rows one unit, and how many ids of each are taken at all. */
class KnownUnits {
  /** What a key is of. */
  private readonly names = new Map<string, string>();
  private readonly standing: ReadonlyMap<string, KnownUnit>;
  private readonly byId: ReadonlyMap<string, KnownUnit>;
  private readonly taken: ReadonlySet<string>;

  constructor({ units, withdrawnUnitIds = [] }: Directory) {
    this.standing = new Map(units.map((unit) => [this.keyOf(unit.name, unit.parentId), unit]));
    this.byId = new Map(units.map((unit) => [unit.id, unit]));
    this.taken = new Set([...this.byId.keys(), ...withdrawnUnitIds]);
  }

  /** Two units may have one name, each under a parent of its own: 办公室 of two bureaus. */
  keyOf(name: string, parentId: string | null): string {
    const key = rowKey('unit', [squeezed(name), parentId]);
    this.names.set(key, squeezed(name));
    return key;
  }

  get(key: string): KnownRows {
    return { live: this.find(key) === undefined ? 0 : 1, ever: this.firstFree(key) };
  }

  /** The unit a row is about: the one that stands there, or the one the very row became before it was moved. */
  find(key: string): KnownUnit | undefined {
    const moved = Array.from({ length: this.firstFree(key) }, (_, ordinal) => this.byId.get(recordId(key, ordinal)));
    return this.standing.get(key) ?? moved.find((unit) => unit !== undefined && squeezed(unit.name) === this.names.get(key));
  }

  kindOf(key = ''): { readonly kind: UnitKind } | undefined {
    const unit = this.find(key);
    return unit === undefined ? undefined : { kind: unit.kind };
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
  /** Ids of the units further up that are new, by name; each row adds its own. */
  readonly above: Map<string, Set<string>>;
  readonly known: KnownUnits;
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
  const key = known.keyOf(name, body.parentId ?? null);
  // One that stands is found by its name.
  if (known.find(key) === undefined) addTo(above, squeezed(name), recordId(key, known.firstFree(key)));
  const stated = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const commands = (id: string) => [{ path: '/api/units', body: { id, ...stated }, row }];
  const unique = { column: UNIT_COLUMNS.name.header, says: body };
  return { row, problems, warnings: [], record: { key, unique, amountFen: 0, grams: 0, isUnconverted: false, commands } };
}

function addTo(above: Map<string, Set<string>>, name: string, id: string): void {
  above.set(name, (above.get(name) ?? new Set<string>()).add(id));
}

/** The id of the unit above, of those that stand and those further up in the file; of several nobody can tell which. */
function parentOf(
  reader: RowReader<UnitColumn>,
  names: PlanContext['names'],
  above: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const text = reader.text('parent');
  if (text === undefined) return undefined;
  const found = names.unit(text);
  const ids = new Set([...(isFound(found) ? [found.id] : []), ...(above.get(squeezed(text)) ?? [])]);
  const [only] = ids;
  if (ids.size > 1) return reader.add('parent', 'UNIT.AMBIGUOUS', { count: ids.size });
  if (isFound(found)) return found.id;
  return only !== undefined && found.code === 'UNIT.UNKNOWN' ? only : reader.add('parent', found.code, found.params, found.suggestion);
}
