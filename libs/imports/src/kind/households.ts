import { type RecordedHousehold, squeezed } from '#contracts';
import { importedIds, rowKey, sealedKey } from '../plan/identity.js';
import { type Answers, NO_QUESTIONS } from '../plan/known.js';
import { planRecords, type RecordRow, type Says } from '../plan/plan-records.js';
import { type PlanContext, type Planner, readRows } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import { HOUSEHOLD_COLUMNS } from './columns.js';
import { comparedWith, type ShownField, wordOf } from './recorded.js';
import { villageCodeAt } from './row-problems.js';
import { HOUSEHOLD_WORDS } from './vocabularies.js';

type HouseholdColumn = keyof typeof HOUSEHOLD_COLUMNS;

/** As the contract takes a telephone number. */
const PHONE = /^(?=.*\d)[\d +-]{1,20}$/;
const MOST_MEMBERS = 100;

/** 农户: each row is one household. Names and numbers go into the sealed part of the body and nowhere else. */
export const households: Planner = {
  columns: HOUSEHOLD_COLUMNS,
  draft(table, context) {
    const rows = readRows<HouseholdColumn, RecordRow>(table, HOUSEHOLD_COLUMNS, context, (reader, row) =>
      householdRow(reader, row.row, context),
    );
    const keys = [...new Set(rows.flatMap(({ record }) => record?.key ?? []))];
    const named = new Set(rows.flatMap(({ record }) => (record?.unique === undefined ? [] : [record.key])));
    return {
      questions: { ...NO_QUESTIONS, rowKeys: keys, householdIds: [...named].flatMap(importedIds) },
      plan: ({ rowKeys, households: recorded }, decided) => {
        const compared = rows.map((row) => comparedWith(row, saysOf(standing(row, recorded)), FIELDS, 'ROW.RECORDED_OTHERWISE'));
        return planRecords(compared, rowKeys, decided, HOUSEHOLD_COLUMNS.reference.header);
      },
    };
  },
};

const FIELDS: Readonly<Record<string, ShownField>> = {
  category: { header: HOUSEHOLD_COLUMNS.category.header, show: wordOf(HOUSEHOLD_WORDS) },
  members: { header: HOUSEHOLD_COLUMNS.members.header, show: String },
};

/** The household that stands under the 户编号 of a row: the ledger knows of it all but name and telephone. */
function standing({ record }: RecordRow, recorded: Answers['households']): RecordedHousehold | undefined {
  if (record?.unique === undefined) return undefined;
  return importedIds(record.key).flatMap((id) => recorded.get(id) ?? [])[0];
}

function saysOf(household: RecordedHousehold | undefined): Says | undefined {
  return household === undefined ? undefined : { ...household };
}

function householdRow(reader: RowReader<HouseholdColumn>, row: number, { names, secret }: PlanContext): RecordRow {
  const reference = reader.text('reference', 100);
  const villageCode = villageCodeAt(reader, 'village', names);
  const category = reader.word('category', HOUSEHOLD_WORDS);
  const members = reader.whole('members', 1, MOST_MEMBERS, /^(?:人|口|口人)$/);
  const sealed = sealedOf(reader);
  reader.text('note', 2_000);
  const { problems } = reader;
  if (problems.length > 0) return { row, problems, warnings: [] };
  const body = { villageCode, category, members, ...(sealed === undefined ? {} : { private: sealed }) };
  // Without a number of its own a household is the n-th equal one of its village; its name is no part of any key.
  const key =
    reference === undefined
      ? rowKey('household', [villageCode, category, members])
      : sealedKey(secret, 'household', [villageCode, squeezed(reference)]);
  const says = { category, members, private: sealed };
  const unique = reference === undefined ? {} : { unique: { column: HOUSEHOLD_COLUMNS.reference.header, says } };
  const commands = (id: string) => [{ path: '/api/households', body: { id, ...body }, row }];
  return { row, problems, warnings: [], record: { key, ...unique, amountFen: 0, grams: 0, isUnconverted: false, commands } };
}

/** Name and number belong together: the sealed part has both or neither. */
function sealedOf(reader: RowReader<HouseholdColumn>): { readonly name: string; readonly phone: string } | undefined {
  const name = reader.text('name', 50);
  const phone = reader.pattern('phone', PHONE, '不超过 20 位的数字、空格、+、- / up to 20 digits, spaces, + and -');
  if (reader.has('name') && !reader.has('phone')) reader.add('phone', 'CELL.REQUIRED');
  if (reader.has('phone') && !reader.has('name')) reader.add('name', 'CELL.REQUIRED');
  return name === undefined || phone === undefined ? undefined : { name, phone };
}
