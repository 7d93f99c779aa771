import type { Messages } from '../../locales';

/** How a field of a record is printed. */
export type FieldFormat =
  'text' | 'yuan' | 'grams' | 'day' | 'unit' | 'village' | 'county' | 'permille' | { readonly word: keyof Messages['words'] };

export type FieldName = keyof Messages['evidence']['field'];
export type RecordKind = keyof Messages['evidence']['kind'];

/** One line of a record as it is shown, in reading order. */
export type RecordField = readonly [name: FieldName, format: FieldFormat];

const word = (list: keyof Messages['words']): FieldFormat => ({ word: list });

/** What is shown of each kind of record; what a record does not carry is left out. */
export const RECORD_FIELDS: Readonly<Record<RecordKind, readonly RecordField[]>> = {
  order: [
    ['state', word('orderState')],
    ['unitId', 'unit'],
    ['occurredOn', 'day'],
    ['channel', word('channel')],
    ['platformOrderNo', 'text'],
    ['supplierName', 'text'],
    ['originCountyCode', 'county'],
    ['funding', word('funding')],
    ['settlement', word('settlement')],
    ['totalFen', 'yuan'],
    ['freightFen', 'yuan'],
    ['discountFen', 'yuan'],
    ['paidFen', 'yuan'],
    ['acceptedFen', 'yuan'],
    ['refundedFen', 'yuan'],
    ['completedFen', 'yuan'],
    ['contractOn', 'day'],
    ['shippedOn', 'day'],
    ['dueOn', 'day'],
    ['source', word('source')],
  ],
  reserve: [
    ['state', word('reserveState')],
    ['unitId', 'unit'],
    ['year', 'text'],
    ['canteen', word('canteen')],
    ['canteenSpendFen', 'yuan'],
    ['canteenReserveFen', 'yuan'],
    ['unionSpendFen', 'yuan'],
    ['unionReserveFen', 'yuan'],
    ['confirmedFen', 'yuan'],
    ['representativeUnitId', 'unit'],
    ['contractorName', 'text'],
    ['floorPermille', 'permille'],
    ['basis', 'text'],
    ['note', 'text'],
    ['source', word('source')],
  ],
  project: [
    ['name', 'text'],
    ['state', word('projectState')],
    ['template', word('template')],
    ['unitId', 'unit'],
    ['villageCode', 'village'],
    ['startedOn', 'day'],
    ['budgetFen', 'yuan'],
    ['daysLate', 'text'],
    ['source', word('source')],
  ],
  sale: [
    ['state', word('saleState')],
    ['occurredOn', 'day'],
    ['villageCode', 'village'],
    ['product', 'text'],
    ['category', word('category')],
    ['quantity', 'text'],
    ['unit', 'text'],
    ['grams', 'grams'],
    ['amountFen', 'yuan'],
    ['householdsReached', 'text'],
    ['source', word('source')],
  ],
  household: [
    ['villageCode', 'village'],
    ['category', word('householdCategory')],
    ['members', 'text'],
    ['registeredOn', 'day'],
    ['exitedOn', 'day'],
    ['source', word('source')],
  ],
  activity: [
    ['state', word('saleState')],
    ['kind', word('activity')],
    ['occurredOn', 'day'],
    ['villageCode', 'village'],
    ['place', 'text'],
    ['topic', 'text'],
    ['sessions', 'text'],
    ['participants', 'text'],
    ['cashFen', 'yuan'],
    ['goodsFen', 'yuan'],
    ['pledgedFen', 'yuan'],
    ['source', word('source')],
  ],
  unit: [
    ['name', 'text'],
    ['kind', word('unitKind')],
    ['parentId', 'unit'],
    ['regionCode', 'text'],
    ['openedOn', 'day'],
    ['source', word('source')],
  ],
  village: [
    ['name', 'text'],
    ['township', 'text'],
    ['countyCode', 'county'],
    ['source', word('source')],
  ],
};

const PATHS: Readonly<Record<RecordKind, (id: string) => string>> = {
  order: (id) => `orders/${id}`,
  reserve: (id) => `units/${id.slice(0, -5)}/reserves/${id.slice(-4)}`,
  project: (id) => `projects/${id}`,
  sale: (id) => `sales/${id}`,
  household: (id) => `households/${id}`,
  activity: (id) => `activities/${id}`,
  unit: (id) => `units/${id}`,
  village: (id) => `villages/${id}`,
};

export interface RecordAddress {
  readonly kind: RecordKind;
  readonly id: string;
  /** Below `/api`; its history lies below it. */
  readonly path: string;
}

/** Where the record of a stream is read; nothing for a stream that is no record (`order-832-…`). */
export function recordAddress(streamId: string): RecordAddress | undefined {
  const [, kind, id] = /^([a-z]+)-(.+)$/.exec(streamId) ?? [];
  if (kind === undefined || id === undefined || !(kind in PATHS)) return undefined;
  const known = kind as RecordKind;
  return { kind: known, id, path: PATHS[known](encodeURIComponent(id)) };
}
