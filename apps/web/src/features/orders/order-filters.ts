/** Filters of the ledger by their names in the address and in the API. */
export const FILTER_NAMES = [
  'unitId',
  'year',
  'from',
  'to',
  'channel',
  'funding',
  'category',
  'state',
  'supplier',
  'product',
  'platformOrderNo',
  'batch',
] as const;
