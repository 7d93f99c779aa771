import { type BusinessDay, type BuyerKind, maskName, squeezed, toGrams } from '#contracts';
import { type LockFindings, lockFindings, NO_FINDINGS, nothingToAdjust } from '../plan/adjustment-cells.js';
import type { DayRight } from '../plan/entry-rights.js';
import { importedIds, rowKey, sealedKey } from '../plan/identity.js';
import { type Answers, NO_QUESTIONS } from '../plan/known.js';
import { isFound, type Names } from '../plan/names.js';
import type { CellProblem } from '../plan/plan.js';
import { planRecords, type RecordRow } from '../plan/plan-records.js';
import { type PlanContext, type Planner, readRows } from '../plan/planner.js';
import type { RowReader } from '../plan/row-reader.js';
import type { TableRow } from '../table/table.js';
import { MOST_REASON, SALE_COLUMNS } from './columns.js';
import { addMerged, villageCodeAt } from './row-problems.js';
import { CATEGORY_WORDS } from './vocabularies.js';

type SaleColumn = keyof typeof SALE_COLUMNS;

/** The ids of a household that are in the key of its sales, as ever: with another number every recorded sale would be new. */
const KEYED_BY = 2;

/** A sale, before the household it names has been looked up. */
interface SaleRow extends RecordRow {
  readonly household?: Household;
}

interface Household {
  readonly shown: string;
  readonly villageCode: string;
  /** The id itself, or those of households that were imported under this 户编号: one more each time they were undone. */
  readonly ids: readonly string[];
}

/** 帮助销售: each row is one sale. */
export const sales: Planner = {
  columns: SALE_COLUMNS,
  draft(table, context) {
    const rows = readRows<SaleColumn, SaleRow>(table, SALE_COLUMNS, context, (reader, row) => saleRow(reader, row, context));
    const questions = {
      ...NO_QUESTIONS,
      rowKeys: [...new Set(rows.flatMap(({ record }) => record?.key ?? []))],
      householdIds: [...new Set(rows.flatMap(({ household }) => household?.ids ?? []))],
    };
    return {
      questions,
      plan: (answers, decided) =>
        planRecords(
          rows.map((row) => withHousehold(row, answers.households, context.names)),
          answers.rowKeys,
          decided,
          SALE_COLUMNS.day.header,
        ),
    };
  },
};

function saleRow(reader: RowReader<SaleColumn>, row: TableRow, context: PlanContext): SaleRow {
  const occurredOn = reader.day('day');
  const villageCode = villageCodeAt(reader, 'village', context.names);
  const product = reader.text('product');
  const category = reader.word('category', CATEGORY_WORDS);
  const measured = reader.quantity({ quantity: 'quantity', measure: 'measure', pack: 'pack' });
  const amountFen = reader.amount('amount');
  const buyer = buyerOf(reader.text('buyer'));
  const household = householdOf(reader, villageCode, context.secret);
  const adjustmentReason = reader.text('adjustmentReason', MOST_REASON);
  reader.text('note', 2_000);
  addMerged(reader, row);
  const { problems, approximate } = reader;
  const named = household === undefined ? {} : { household };
  const right = villageCode === undefined || occurredOn === undefined ? undefined : context.rights.ofSale(villageCode, occurredOn);
  const found = occurredOn === undefined || right === undefined ? NO_FINDINGS : findingsOf(occurredOn, right, adjustmentReason);
  if (problems.length > 0 || measured === undefined || villageCode === undefined || occurredOn === undefined) {
    return { row: row.row, problems: [...problems, ...found.problems], warnings: found.warnings, ...named };
  }
  const body = { villageCode, occurredOn, product, category, ...measured, amountFen, buyer, ...(approximate ? { approximate } : {}) };
  const grams = toGrams(measured.quantity, measured.unit, measured.packGrams);
  const told = {
    ...body,
    buyer: buyer?.kind === 'individual' ? maskName(buyer.name ?? '') : buyer?.name,
    household: household?.ids.slice(0, KEYED_BY),
  };
  // Why it is adjusted is no part of what was sold, so it is not in the key.
  const entered = { ...body, ...(right?.kind === 'adjustment' ? { adjustmentReason } : {}) };
  return {
    row: row.row,
    problems,
    warnings: found.warnings,
    ...named,
    record: {
      key: rowKey('sale', [told]),
      amountFen: amountFen ?? 0,
      grams: grams ?? 0,
      isUnconverted: grams === undefined,
      forbidden: found.problems[0],
      commands: (id) => [{ path: '/api/sales', body: { id, ...stated(entered) }, row: row.row }],
    },
  };
}

/** What the locks and the right of whoever imports say of a sale. */
function findingsOf(day: BusinessDay, right: DayRight, reason: string | undefined): LockFindings {
  const { day: dayColumn, adjustmentReason } = SALE_COLUMNS;
  if (right.kind === 'entry' && reason !== undefined) return { problems: [nothingToAdjust(adjustmentReason.header, reason)], warnings: [] };
  return lockFindings([{ column: dayColumn.header, day, right }], adjustmentReason.header, reason !== undefined);
}

/** A body has no fields that say nothing. */
function stated(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

const BUYER_SIGNS: readonly (readonly [RegExp, BuyerKind])[] = [
  [/合作社|合作联社/, 'cooperative'],
  [/公司|企业|集团|厂$|超市|商行|商贸|市场/, 'enterprise'],
  [
    /学校|小学|中学|高中|大学|学院|幼儿园|医院|局$|委$|办$|中心|机关|政府|食堂|酒店|饭店|餐厅|商店|门市|店$|基地|工会|支行|银行|社区|村委|平台|部$|站$|协会/,
    'other',
  ],
];

/**
 * Who bought. What is not plainly an organisation counts as a person, whose name the ledger keeps masked only: the
 * other way round, a villager's name would stand in an event for ever.
 */
function buyerOf(text: string | undefined): { readonly kind: BuyerKind; readonly name?: string } | undefined {
  if (text === undefined) return undefined;
  if (/^(?:个人|散户|散客|零售)$/.test(squeezed(text))) return { kind: 'individual' };
  const kind = BUYER_SIGNS.find(([sign]) => sign.test(squeezed(text)))?.[1] ?? 'individual';
  return { kind, name: text };
}

function householdOf(reader: RowReader<SaleColumn>, villageCode: string | undefined, secret: string): Household | undefined {
  const shown = reader.text('household', 100);
  if (shown === undefined || villageCode === undefined) return undefined;
  const key = sealedKey(secret, 'household', [villageCode, squeezed(shown)]);
  return { shown, villageCode, ids: [shown, ...importedIds(key)] };
}

/** @param households each that stands */
function withHousehold(row: SaleRow, households: Answers['households'], names: Names): RecordRow {
  const { household, record } = row;
  if (household === undefined) return row;
  const householdId = household.ids.find((id) => households.has(id));
  const villageCode = householdId === undefined ? undefined : households.get(householdId)?.villageCode;
  if (householdId === undefined || villageCode === undefined) return blockedBy(row, 'HOUSEHOLD.UNKNOWN', { id: household.shown });
  if (villageCode !== household.villageCode) {
    return blockedBy(row, 'HOUSEHOLD.OTHER_VILLAGE', { id: household.shown, villageCode: nameOf(villageCode, names) });
  }
  if (record === undefined) return row;
  const commands = (id: string): ReturnType<typeof record.commands> =>
    record.commands(id).map((command) => ({ ...command, body: { ...command.body, householdId } }));
  return { ...row, record: { ...record, commands } };
}

function nameOf(villageCode: string, names: Names): string {
  const found = names.village(villageCode);
  return isFound(found) ? found.name : villageCode;
}

function blockedBy({ row, warnings, problems }: SaleRow, code: CellProblem['code'], params: CellProblem['params']): RecordRow {
  const column = SALE_COLUMNS.household.header;
  return { row, warnings, problems: [...problems, { column, code, params: { column, ...params } }] };
}
