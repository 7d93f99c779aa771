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

/** Those that narrow a figure to the same orders; of a category the list has whole orders, the figure their parts. */
export const FIGURE_FILTER_NAMES: readonly string[] = ['unitId', 'year', 'from', 'to', 'channel', 'funding'];
